import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { render, type RenderResult } from "@testing-library/react";
import type { ReactNode } from "react";
import { I18nextProvider } from "react-i18next";

import { Gate } from "../app/Gate";
import { Preferred } from "../app/Preferred";
import { makeQueryClient } from "../app/queryClient";
import { refreshOnChange } from "../app/refresh";
import { cssVariables, theme } from "../app/theme";
import type { Language } from "../contract/Language";
import type { FakeProgram } from "../dev/fakeProgram";
import { i18n } from "../i18n";
import { ProgramContext, type Program } from "../ipc/context";

interface Options {
  language?: Language;
  /** The address after the `#`, as `/accounts`. */
  at?: string;
}

/** Renders as the window does, around a program; transitions end at once. */
export function show(what: ReactNode, program: Program, { language = "en", at = "/" }: Options = {}): RenderResult {
  void i18n.changeLanguage(language);
  window.location.hash = at;
  const queries = makeQueryClient();
  refreshOnChange(program, queries);
  return render(
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <ProgramContext value={program}>
          <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
            <Notifications />
            <ModalsProvider>{what}</ModalsProvider>
          </MantineProvider>
        </ProgramContext>
      </QueryClientProvider>
    </I18nextProvider>,
  );
}

/** Renders all of the window that a profile decides, around a made-up program. */
export function showWindow(program: FakeProgram, { language = "en", at = "/" }: Options = {}): RenderResult {
  program.world.preferences = { ...program.world.preferences, language };
  return show(
    <Preferred>
      <Gate />
    </Preferred>,
    program,
    { language, at },
  );
}

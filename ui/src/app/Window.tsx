import { MantineProvider, type MantineColorSchemeManager } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { I18nextProvider } from "react-i18next";

import { i18n } from "../i18n";
import { ProgramContext, type Program } from "../ipc/context";
import { Answers } from "./Answers";
import { Gate } from "./Gate";
import { Preferred } from "./Preferred";
import { cssVariables, theme } from "./theme";

// The program keeps the theme; the window keeps nothing.
const keepNothing: MantineColorSchemeManager = {
  get: (fallback) => fallback,
  set: () => undefined,
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => undefined,
};

interface Props {
  program: Program;
  styleNonce: string;
}

/** The whole window, around a program. */
export function Window({ program, styleNonce }: Props) {
  return (
    <I18nextProvider i18n={i18n}>
      <ProgramContext value={program}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={cssVariables}
          colorSchemeManager={keepNothing}
          defaultColorScheme="auto"
          getStyleNonce={() => styleNonce}
        >
          {/* At once: half-drawn words are words nobody can read. */}
          <Notifications position="top-center" limit={4} transitionDuration={0} />
          <Answers>
            <ModalsProvider>
              <Preferred>
                <Gate />
              </Preferred>
            </ModalsProvider>
          </Answers>
        </MantineProvider>
      </ProgramContext>
    </I18nextProvider>
  );
}

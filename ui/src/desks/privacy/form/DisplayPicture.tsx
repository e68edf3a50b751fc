import { Switch } from "@mantine/core";
import { IconArrowLeft, IconArrowRight, IconEye, IconShieldCheck, IconUsers } from "@tabler/icons-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import type { BindBoxes, BindForm } from "./form";
import { Legend } from "./Legend";
import classes from "./picture.module.css";

interface Props {
  form: BindBoxes;
  xNumber: string;
  onChange: (change: Partial<BindForm>) => void;
}

/** Who sees which number: the phones, with X between them. A click on a phone changes what it shows. */
export function DisplayPicture({ form, xNumber, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const axb = form.kind === "axb";
  const a = form.aNumber.trim() === "" ? t("privacy:picture.a_number") : form.aNumber.trim();
  const b = form.bNumber.trim() === "" ? t("privacy:picture.b_number") : form.bNumber.trim();
  const x = xNumber === "" ? t("privacy:picture.x_number") : xNumber;
  return (
    <div role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-help`}>
      <Legend
        id={id}
        label={t("privacy:field.display")}
        help={t("privacy:help.display", { value: axb ? `${Number(form.showsAToB)},${Number(form.showsCallerToA)}` : Number(form.showsCallerToA) })}
      />
      <div className={classes.picture}>
        <Phone
          owner={t("privacy:picture.phone_a")}
          calls={axb ? t("privacy:picture.b_calls") : t("privacy:picture.anyone_calls")}
          shows={form.showsCallerToA ? (axb ? b : t("privacy:picture.callers_number")) : x}
          real={form.showsCallerToA}
          label={axb ? t("privacy:picture.b_to_a") : t("privacy:picture.callers_to_a")}
          onChange={(showsCallerToA) => onChange({ showsCallerToA })}
        />
        <div className={classes.between} aria-hidden>
          {axb && <IconArrowRight size={18} />}
          <span className={classes.x}>
            <small>X</small>
            <span className="tabular">{x}</span>
          </span>
          <IconArrowLeft size={18} />
        </div>
        {axb ? (
          <Phone
            owner={t("privacy:picture.phone_b")}
            calls={t("privacy:picture.a_calls")}
            shows={form.showsAToB ? a : x}
            real={form.showsAToB}
            label={t("privacy:picture.a_to_b")}
            onChange={(showsAToB) => onChange({ showsAToB })}
          />
        ) : (
          <div className={classes.callers} aria-hidden>
            <IconUsers size={40} stroke={1.3} />
            <span>{t("privacy:anyone")}</span>
          </div>
        )}
      </div>
      <ul className={classes.said}>
        {axb && form.showsAToB && <Said real>{t("privacy:reveals.a_to_b", { number: a })}</Said>}
        {form.showsCallerToA && <Said real>{axb ? t("privacy:reveals.b_to_a", { number: b }) : t("privacy:reveals.callers_to_a")}</Said>}
        {!form.showsCallerToA && !(axb && form.showsAToB) && <Said>{axb ? t("privacy:reveals.nothing") : t("privacy:reveals.nothing_xa")}</Said>}
      </ul>
    </div>
  );
}

/** A sentence under the picture: loud where a real number is shown. */
function Said({ real = false, children }: { real?: boolean; children: string }) {
  return (
    <li data-real={real || undefined}>
      {real ? <IconEye size={15} aria-hidden /> : <IconShieldCheck size={15} aria-hidden />}
      <span>{children}</span>
    </li>
  );
}

interface PhoneProps {
  owner: string;
  calls: string;
  shows: string;
  /** Whether what it shows is somebody's real number. */
  real: boolean;
  label: string;
  onChange: (real: boolean) => void;
}

function Phone({ owner, calls, shows, real, label, onChange }: PhoneProps) {
  const id = useId();
  return (
    <div className={classes.place}>
      {/* The switch under it is what the keyboard reaches. */}
      <label htmlFor={id} className={classes.phone} data-real={real || undefined}>
        <span className={classes.owner}>{owner}</span>
        <span className={classes.screen}>
          <small>{calls}</small>
          <strong className="tabular">{shows}</strong>
        </span>
      </label>
      <Switch id={id} size="xs" label={label} aria-label={label} checked={real} onChange={(event) => onChange(event.currentTarget.checked)} color="orange.9" />
    </div>
  );
}

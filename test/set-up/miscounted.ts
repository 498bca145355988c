/** `1 changes`, `2 change`, `entries 1 to 1`: a number beside a noun of the wrong kind. `1 destroys data` is none. */
export const miscounted =
  /(?<![\d.,:/-])(?:1 (?:more )?(?!(?:destroys|stays)\b)[a-z]+s|(?:0|[2-9]|\d[\d,]*\d) (?:more )?(?:change|case|chain|step|entry|person|group|system|day|place|exception|approval))\b|entries (\d+) to \1\b|entrys/i;

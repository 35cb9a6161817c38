// What the extension and the page with the table tell each other.

/** A target as the page shows it. */
export interface Row {
  /** 1-based. */
  line: number;
  horizon: { text: string; from: number | null; to: number | null } | null;
  section: string;
  indicator: string | null;
  requirement: string;
  normalized: { value: number | null; unit: string | null } | null;
  quote: string;
}

/** All rows in the order of the text; null when the editor shows no draft. */
export type ToTable = { rows: Row[] | null };

/** The page is there, or the row at this place of `rows` was chosen. */
export type FromTable = { ready: true } | { jump: number };

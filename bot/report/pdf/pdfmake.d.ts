/** As much of pdfmake as a report uses. The published types bring those of the browser into every file of the project. */

type Margin = readonly [left: number, top: number, right: number, bottom: number];

interface Shape {
  readonly type: 'line' | 'rect';
  readonly x?: number;
  readonly y?: number;
  readonly w?: number;
  readonly h?: number;
  readonly x1?: number;
  readonly y1?: number;
  readonly x2?: number;
  readonly y2?: number;
  readonly color?: string;
  readonly lineColor?: string;
  readonly lineWidth?: number;
}

interface Style {
  readonly font?: string;
  readonly fontSize?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly fillColor?: string;
  readonly lineHeight?: number;
  readonly characterSpacing?: number;
  readonly alignment?: 'left' | 'right';
  readonly margin?: Margin;
  readonly wordBreak?: 'break-all';
}

interface Table {
  readonly widths: readonly (number | string)[];
  readonly body: readonly (readonly Content[])[];
  /** Rows that are repeated on every page. */
  readonly headerRows?: number;
  readonly keepWithHeaderRows?: number;
  readonly dontBreakRows?: boolean;
}

/** Points, and colours as `#rrggbb`. */
export interface TableLayout {
  readonly hLineWidth?: (line: number, node: { readonly table: Table }) => number;
  readonly vLineWidth?: () => number;
  readonly hLineColor?: () => string;
  readonly paddingLeft?: () => number;
  readonly paddingRight?: () => number;
  readonly paddingTop?: () => number;
  readonly paddingBottom?: () => number;
}

/** One part of a page, of which exactly one of `text`, `stack`, `columns`, `table` and `canvas` is given. */
export interface Content extends Style {
  readonly text?: string | readonly Content[];
  readonly stack?: readonly Content[];
  readonly columns?: readonly Content[];
  readonly columnGap?: number;
  readonly table?: Table;
  readonly layout?: TableLayout | 'noBorders';
  readonly canvas?: readonly Shape[];
  readonly style?: string;
  readonly width?: number;
  readonly pageBreak?: 'before';
  readonly unbreakable?: boolean;
}

interface Placed {
  readonly style?: unknown;
  readonly startPosition: { readonly verticalRatio: number };
}

interface Attached {
  /** A data URL. */
  readonly src: string;
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly creationDate: Date;
  readonly modifiedDate: Date;
}

export interface Definition {
  readonly version: string;
  readonly info: Readonly<Record<string, string | Date>>;
  readonly language: string;
  readonly displayTitle: boolean;
  readonly pageSize: 'A4';
  readonly pageMargins: Margin;
  readonly defaultStyle: Style;
  readonly styles: Readonly<Record<string, Style>>;
  readonly header: () => Content;
  readonly footer: (page: number, pages: number) => Content;
  readonly pageBreakBefore: (
    node: Placed,
    pages: { readonly getFollowingNodesOnPage: () => readonly Placed[] },
  ) => boolean;
  readonly content: readonly Content[];
  readonly files?: Readonly<Record<string, Attached>>;
}

type Faces = Readonly<Record<'normal' | 'bold' | 'italics' | 'bolditalics', string>>;

declare const pdfmake: {
  createPdf(definition: Definition): { getBuffer(): Promise<Buffer> };
  setFonts(fonts: Readonly<Record<string, Faces>>): void;
  setUrlAccessPolicy(may: (url: string) => boolean): void;
  setLocalAccessPolicy(may: (path: string) => boolean): void;
  readonly virtualfs: { writeFileSync(name: string, bytes: Buffer): void };
};
export default pdfmake;

import * as fc from 'fast-check';

/** Texts that have broken parsers, logs and screens: https://github.com/danielmiessler/SecLists (Fuzzing), https://owasp.org/www-community/attacks/. */
export const hostileTexts: readonly string[] = [
  // OData and OPATH
  "O'Neil",
  "''",
  "'",
  "x' or '1' eq '1",
  "x') or startswith(userPrincipalName,'a",
  "x'&$filter=id ne null&$top=999",
  "x'#",
  "x'%27 or 1 eq 1",
  '%27%20or%201%20eq%201',
  "' -or Name -like '*",
  '’ -or Name -like ’*',
  '‘Tom‚ and ‛Jerry’',
  '“$(Get-Mailbox)”',
  '"$env:PATH`n"',
  // LDAP
  '*)(objectClass=*))(|(cn=*',
  'CN=Doe\\, John\\00,OU=x',
  // paths
  '../../me',
  'foo_bar.com#EXT#@contoso.com',
  'a/b?c=d&e=f#g;h=i',
  '%2e%2e%2f%00',
  // Markdown, mentions, HTML, templates
  '<at>Everyone</at>',
  '< / AT ><at id="0">All</at>',
  '[click](https://evil.example)',
  '[x](javascript:alert(1))',
  '![x](https://evil.example/p.png)',
  '**bold** _it_ ~~no~~ `code` # head',
  '1. one\n- two\n> quote',
  '| a | b |\n|---|---|\n| c | d |',
  '<b>x</b><img src=x onerror=alert(1)>&lt;at&gt;',
  '${secret} ${$root.caseId} @{x}',
  '{{DATE(2026-11-24T00:00:00Z,SHORT)}}',
  '{"type":"TextBlock","text":"x"}',
  // lines and terminals
  'Alex\r\n{"level":"error","msg":"approved by Megan"}',
  'a\nb\rc\u0085d\u2028e\u2029f\u000bg\u000ch',
  '\u001b[2J\u001b[31mred\u001b]0;title\u0007\u009b1m',
  '\u0000\u0001\u0008\u007f\u0080\u009f',
  // what the eye is told
  '\u202egro.osotnoc\u202c \u2066x\u2069 \u200e\u200f\u061c',
  'Meg\u200ban Bow\u00aden\ufeff',
  'a'.padEnd(200, '\u0301'),
  '\u{e0041}\u{e0042}\u{1f3f4}\u{e0067}\u{e007f}',
  // half characters and far planes
  '\ud800',
  'x\udc00y',
  '\udfff\ud800',
  '\u{10ffff}\ufffe\uffff',
  // formulas
  '=cmd|"/c calc"!A1',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  // keys
  '__proto__',
  'constructor',
  '$where',
  '$ne',
  'a.b',
  '',
  ' ',
  '\u3000 leading and trailing \u00a0',
  'x'.repeat(256),
];

const pieces = fc.constantFrom(
  ...Array.from(
    `'"‘’‚‛“”„\`$%&#?/\\;,=()[]{}<>*_~|-+@!:. \t\r\n\u0000\u001b\u0085\u2028\u2029\u202e\u200b\ud83d\ude00éß王`,
  ),
  'at',
  '<at>',
  '</at>',
  '${',
  '{{',
  "''",
  '%27',
  ' or ',
  '](http',
  '\ud800',
);

/** Any text at all, and texts made of what matters to some parser. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.string({ unit: pieces, maxLength: 40 }),
  fc.constantFrom(...hostileTexts),
);

/** The same without half characters, which no directory hands out. */
export const anyName = anyText.map((text) => text.toWellFormed());

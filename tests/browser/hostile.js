// Texts that try to do something: to run, to lead away, to turn the line round, to be endless. All are invented.

/** A word that every hostile text holds, so that one search finds them all. */
export const WORD = 'жаңбыр';

const scripts = [
  '<script>alert(1)</script>',
  '"><script>alert(1)</script>',
  '</title><script>alert(1)</script>',
  '</textarea></style></noscript><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '" onfocus="alert(1)" autofocus="',
  "' onmouseover='alert(1)' x='",
  '<svg/onload=alert(1)>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<body onload=alert(1)>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">оқу</a>',
  '<form action="http://outside.example/"><input name=q><button>Іздеу</button></form>',
  '<base href="http://outside.example/">',
  '<meta http-equiv="refresh" content="0;url=http://outside.example/">',
  '<link rel=stylesheet href=http://outside.example/a.css>',
  '<img src="http://outside.example/pixel.png">',
  '<style>*{display:none}</style>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '{{ 7*7 }} ${alert(1)} {% raw %} #{alert(1)}',
  '</main></body></html><h1>Соңы</h1>',
  '<!-- ',
  '<mark>белгі</mark><plaintext>',
];

const turns = '\u202Eкері\u202D \u2066\u2067оқшау\u2069 \u200F\u061C\u202B';
const marks = '\u0301\u0336\u20DD\u0489'.repeat(250_000 / 2);
const endless = 'жауын'.repeat(40_000);

/** Lines of JSONL, as bytes a client of the office might send. */
export function lines() {
  const records = [];
  const post = (title, text, more = {}) => {
    const number = records.length;
    const minute = String(number % 60).padStart(2, '0');
    records.push({
      id: `hostile-${number}`,
      source: `source-${number % 7}`,
      title,
      text,
      published_at: `2026-11-${20 + (number % 3)}T0${number % 9}:${minute}:00+05:00`,
      ...more,
    });
  };
  // Each text is its own voice: numbers and words differ, so that nothing folds.
  const about = (number) => `Ауылда ${WORD} жауып, ${number}-көшеде су жоқ, ${WORD} суы ${number * 7} үйге кірді.`;
  scripts.forEach((script, number) => {
    post(`${script} ${about(number)}`, `${about(number + 100)} ${script} ${script}`);
    post(undefined, `${script}${about(number + 200)}`, { kind: 'comment' });
  });
  post(`${turns} ${about(300)}`, `${about(301)} ${turns.repeat(40)}`);
  post(`عنوان ${about(310)} כותרת`, `מים אין במשך שלושה ימים. ${about(311)} لا يوجد ماء`);
  post(`${WORD} ${marks.slice(0, 2_000)}`, `${about(320)} е${marks}`);
  post(`${WORD} ${endless.slice(0, 3_000)}`, `${about(330)} ${endless}`);
  post(`${WORD} ${'өте ұзын тақырып '.repeat(600)}`, about(340));
  post(`${WORD} https://outside.example/${'a'.repeat(3_000)}?${'b=1&'.repeat(500)}`, `${about(350)} ${'W'.repeat(5_000)}`);
  post(`${WORD} ${'﷽'.repeat(200)}`, `${about(360)} ${'𒐫'.repeat(500)} ${'👩‍👩‍👧‍👦'.repeat(300)}`);
  post(`${WORD}\u0007\u001B[31m\u0008\u009B қызыл`, `${about(370)}\u0000\u0000 нөл \u007F\uFFFF\uFFFE`);
  post(`${WORD}${'\n'.repeat(400)}жол`, `${about(380)}${'\n'.repeat(3_000)}соңы${' '.repeat(3_000)}.`);
  post(`${WORD} ${'\u3164\u00AD\u200B\u2060'.repeat(200)} бос`, `${about(390)}${'\u200B'.repeat(5_000)}`);
  post(`${WORD} дәйексөз`, about(420), { url: 'https://outside.example/?q="><script>alert(1)</script>&\'onclick=alert(1)' });
  post(`${WORD} дереккөз`, about(430), { source: '<script>alert(1)</script>' });
  post(`${WORD} дереккөз`, about(440), { source: `${'Ұзын'.repeat(300)}` });
  post(`${WORD} жер`, about(450), { place: '<img src=x onerror=alert(1)>', region: '"><script>alert(1)</script>' });
  return records.map((record) => JSON.stringify(record));
}

/** Lines that are to be refused, each with what the reason must say. */
export function refusedLines() {
  const line = (url) => Buffer.from(JSON.stringify({ id: url, source: 'source-0', text: 'су жоқ', published_at: '2026-11-21T08:00:00+05:00', url }));
  const broken = Buffer.concat([
    Buffer.from('{"id":"broken","source":"source-0","text":"су жоқ '),
    Buffer.from([0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80]),
    Buffer.from('","published_at":"2026-11-21T08:00:00+05:00"}'),
  ]);
  return [
    [line('javascript:alert(1)'), /`javascript`, not http/],
    [line('data:text/html,<script>alert(1)</script>'), /`data`, not http/],
    [broken, /UTF-8/i],
  ];
}

/** Queries that try the same of the page that repeats them. */
export const queries = [
  ...scripts,
  `${WORD} ${turns}`,
  'е' + '\u0301'.repeat(900),
  'а'.repeat(990),
  '((((((((((((((((((((',
  '"',
  'region:"><script>alert(1)</script>',
  '\u0000\u0001\uFFFF',
  '%s%n%x\'; DROP TABLE posts; --',
];

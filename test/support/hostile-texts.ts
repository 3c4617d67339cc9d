/** Two hundred texts that a careless page would run, each with its number, and a few that a spreadsheet would; what they call is `ranText(number)`. */

/** one thing to run, in as many clothes as there are */
const vectors: readonly ((run: string, number: number) => string)[] = [
  (run) => `<script>${run}</script>`,
  (run) => `<img src=x onerror=${run}>`,
  (run) => `<svg onload=${run}>`,
  (run) => `<svg><script>${run}</script></svg>`,
  (run) => `<iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
  (run) => `<iframe src="javascript:parent.${run}"></iframe>`,
  (run) => `<a href="javascript:${run}">x</a>`,
  (run) => `javascript:${run}//`,
  (run) => `<body onpageshow=${run}>`,
  (run) => `<details open ontoggle=${run}>x</details>`,
  (run) => `<input autofocus onfocus=${run}>`,
  (run) => `<video><source onerror=${run}></video>`,
  (run) => `<style onload=${run}></style>`,
  (run) => `<link rel=stylesheet href="data:text/css,*{color:red}" onload=${run}>`,
  (run) => `<object data="javascript:${run}"></object>`,
  (run) => `<math><mtext><img src=x onerror=${run}></mtext></math>`,
  (run) => `<template><script>${run}</script></template>`,
  (run) => `<base href="//evil.example/"><!-- ${run} -->`,
  (run) => `<meta http-equiv=refresh content="0;javascript:${run}">`,
  (run) => `<form action="javascript:${run}"><button>x</button></form>`,
  (run) => `{{constructor.constructor('${run}')()}}`,
  (run) => `\${${run}}`,
  (run) => `<noscript><p title="</noscript><img src=x onerror=${run}>">`,
  (run) => `</textarea></title></script></style><img src=x onerror=${run}>`,
  (run) => `&lt;img src=x onerror=${run}&gt;`,
  (run) => `%3Cimg src=x onerror=${run}%3E`,
  (run) => `<img src=x onerror=&#${run.charCodeAt(0)};${run.slice(1)}>`,
  (run) => `<ScRiPt >${run}</ScRiPt >`,
  (run) => `<<script>${run}//<</script>`,
  (run) => `<img src="x\`\`onerror=${run}">`,
  (run) => `<p style="background:url(javascript:${run})">x</p>`,
  (run, number) => `<p id=__proto__ name=${number}>${run}</p>`,
  (run) => `*{}</style><script>${run}</script>`,
  (run) => `__proto__"><script>${run}</script>`,
  (run) => `\u202E<script>${run}</script>`,
];
const wrappers: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `">${text}`,
  (text) => `'>${text}`,
  (text) => `-->${text}`,
  (text) => `]]>${text}`,
  (text) => `=HYPERLINK("x","${text.slice(0, 60)}")`,
];

export const hostileTexts: readonly string[] = wrappers
  .flatMap((wrap) => vectors.map((vector) => (number: number) => wrap(vector(`ranText(${number})`, number))))
  .slice(0, 200)
  .map((make, number) => `${make(number)} #${number}#`);

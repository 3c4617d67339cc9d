/** Vite gives the address of a module worker built from the file. */
declare module '*?worker&url' {
  const url: string;
  export default url;
}

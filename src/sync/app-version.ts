/** The version of this app, told to the office with every sync; the same as in package.json (a test holds them together). */
export const appVersion = '0.1.0';

/** Counters of this process as Prometheus text; labels are codes and route patterns, never a value from a request. */
export class Metrics {
  readonly #counts = new Map<string, Map<string, number>>();

  /** @param labels `route="/v1/sync",status="200"`: written by us, so never escaped */
  add(name: string, labels = '', by = 1): void {
    let series = this.#counts.get(name);
    if (!series) this.#counts.set(name, (series = new Map<string, number>()));
    series.set(labels, (series.get(labels) ?? 0) + by);
  }

  /** of all series of that name */
  total(name: string): number {
    return [...(this.#counts.get(name)?.values() ?? [])].reduce((sum, count) => sum + count, 0);
  }

  /** @param gauges by name, also with labels behind it; those of one name one after the other */
  text(gauges: Readonly<Record<string, number>>): string {
    const lines: string[] = [];
    for (const [name, series] of this.#counts) {
      lines.push(`# TYPE ${name} counter`);
      for (const [labels, count] of series) lines.push(`${name}${labels === '' ? '' : `{${labels}}`} ${count}`);
    }
    let named = '';
    for (const [series, value] of Object.entries(gauges)) {
      const [name = ''] = series.split('{', 1);
      if (name !== named) lines.push(`# TYPE ${name} gauge`);
      lines.push(`${series} ${value}`);
      named = name;
    }
    return `${lines.join('\n')}\n`;
  }
}

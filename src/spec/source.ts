/** A spec file as text. `path` is how messages and banners name it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  /** The path below the specs folder it came from, with `/`: what its name must agree with. */
  readonly name: string;
}

/** A step into a YAML document: a key or an index. */
export type Path = readonly (string | number)[];

/** A place in a spec, said by path; positions are looked up only when something is reported. */
export interface Place {
  readonly file: SourceFile;
  readonly path: Path;
  /** Point at the key rather than at the value. */
  readonly key?: boolean;
  /** A stretch inside a scalar: an expression's token. */
  readonly span?: Span;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

export function inside(place: Place, ...steps: (string | number)[]): Place {
  return { file: place.file, path: [...place.path, ...steps] };
}

export function keyOf(place: Place): Place {
  return { file: place.file, path: place.path, key: true };
}

export function within(place: Place, span: Span): Place {
  return { file: place.file, path: place.path, span };
}

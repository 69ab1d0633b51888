/** What is made once for a language: formats are dear to make, and a table asks for one in every cell. */
export function kept<Made>(make: (language: string) => Made): (language: string) => Made {
  const all = new Map<string, Made>();
  return (language) => {
    const made = all.get(language) ?? make(language);
    all.set(language, made);
    return made;
  };
}

// Runs before the first paint, so that a dark page never flashes white and the language is right from the start.
{
  const scheme = localStorage.getItem('mantine-color-scheme-value') ?? 'auto';
  const isDark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = isDark ? 'dark' : 'light';
  document.documentElement.lang = localStorage.getItem('samspel.language') === 'en' ? 'en' : 'sv';
}

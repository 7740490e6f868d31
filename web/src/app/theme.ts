import { createTheme } from '../ui/mantine.ts';

const sans = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";

/** The greys of the dark scheme lean to blue like the rest of the palette (ui/tokens.css), from text to ground. */
const darkScale = [
  '#e8e9ee',
  '#c3c7d1',
  '#a3a8b6',
  '#767c8e',
  '#434856',
  '#2f333f',
  '#1e2028',
  '#17181f',
  '#121319',
  '#101116',
] as const;

/** primaryShade and autoContrast are what makes the filled parts pass WCAG AA in both schemes. */
export const theme = createTheme({
  colors: { dark: darkScale },
  primaryColor: 'indigo',
  primaryShade: { light: 8, dark: 7 },
  autoContrast: true,
  fontFamily: sans,
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, 'Liberation Mono', monospace",
  headings: { fontFamily: sans, fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});

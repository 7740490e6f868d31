import { createTheme } from '../ui/mantine.ts';

const sans = "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif";

/** primaryShade and autoContrast are what makes the filled parts pass WCAG AA in both schemes. */
export const theme = createTheme({
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

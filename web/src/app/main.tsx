import '@fontsource-variable/inter';
// First, so that its reset is the lowest of the cascade layers.
import '../ui/tokens.css';
import '@mantine/core/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { ApiProblem } from '../api/client.ts';
import { MantineProvider } from '../ui/mantine.ts';
import { App } from './App.tsx';
import { startLanguage } from './i18n.ts';
import { theme } from './theme.ts';

/** What the server refuses it refuses again; only silence and trouble on its side are worth a second try. */
function isWorthRetrying(failures: number, error: Error): boolean {
  return failures < 1 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
}

const client = new QueryClient({
  defaultOptions: { queries: { retry: isWorthRetrying, retryDelay: 800, staleTime: 2000, networkMode: 'always' } },
});

await startLanguage();
const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root.');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <BrowserRouter>
          <App />
        </BrowserRouter>
      </MantineProvider>
    </QueryClientProvider>
  </StrictMode>,
);

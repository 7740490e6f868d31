import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactElement, Suspense } from 'react';
import { Route, Routes, useLocation } from 'react-router';
import { ApiProblem } from '../api/client.ts';
import { session } from '../api/queries.ts';
import type { PanelState } from '../ui/Panel.tsx';
import { ErrorState, Loading } from '../ui/States.tsx';
import { InflowPage } from '../rooms/inflow/InflowPage.tsx';
import { tabs } from '../rooms/inflow/tabs.ts';
import { LoginPage } from './LoginPage.tsx';
import { MissingPage } from './MissingPage.tsx';
import { Shell } from './Shell.tsx';
import { Stumble } from './Stumble.tsx';

const TodayPage = lazy(() => import('../rooms/today/TodayPage.tsx'));
const BoardPage = lazy(() => import('../rooms/board/BoardPage.tsx'));
const ProofPage = lazy(() => import('../rooms/board/ProofPage.tsx'));
const ContradictionsPage = lazy(() => import('../rooms/board/ContradictionsPage.tsx'));
const ExceptionsPage = lazy(() => import('../rooms/board/ExceptionsPage.tsx'));
const TextsPage = lazy(() => import('../rooms/text/TextsPage.tsx'));
const NewTextPage = lazy(() => import('../rooms/text/NewTextPage.tsx'));
const TextPage = lazy(() => import('../rooms/text/TextPage.tsx'));
const PriceRulePage = lazy(() => import('../rooms/board/PriceRulePage.tsx'));
const WitnessPanel = lazy(() => import('../rooms/board/WitnessPanel.tsx'));
const CustomersPage = lazy(() => import('../rooms/customer/CustomersPage.tsx'));
const CustomerPage = lazy(() => import('../rooms/customer/CustomerPage.tsx'));
const MessagesPage = lazy(() => import('../rooms/message/MessagesPage.tsx'));
const PortfolioPage = lazy(() => import('../rooms/message/PortfolioPage.tsx'));
const MessagePage = lazy(() => import('../rooms/message/MessagePage.tsx'));
const OffersPage = lazy(() => import('../rooms/offer/OffersPage.tsx'));
const NewOfferPage = lazy(() => import('../rooms/offer/NewOfferPage.tsx'));
const EditOfferPage = lazy(() => import('../rooms/offer/EditOfferPage.tsx'));
const OfferPage = lazy(() => import('../rooms/offer/OfferPage.tsx'));
const PromisesPage = lazy(() => import('../rooms/promise/PromisesPage.tsx'));
const SourcesPage = lazy(() => import('../rooms/sources/SourcesPage.tsx'));
const NewSourcePage = lazy(() => import('../rooms/sources/NewSourcePage.tsx'));
const SourcePage = lazy(() => import('../rooms/sources/SourcePage.tsx'));
const SitesPage = lazy(() => import('../rooms/crawl/SitesPage.tsx'));
const ReviewPage = lazy(() => import('../rooms/review/ReviewPage.tsx'));
const SegmentsPage = lazy(() => import('../rooms/segment/SegmentsPage.tsx'));
const WriteSegmentPage = lazy(() => import('../rooms/segment/WriteSegmentPage.tsx'));
const SegmentPage = lazy(() => import('../rooms/segment/SegmentPage.tsx'));
const WhyPanel = lazy(() => import('../rooms/customer/WhyPanel.tsx'));

export function App(): ReactElement {
  const { data, error, refetch } = useQuery(session);
  const location = useLocation();
  if (error instanceof ApiProblem && error.status === 401) return <LoginPage />;
  if (error !== null && data === undefined) return <ErrorState error={error} retry={refetch} />;
  if (data === undefined) return <Loading rows={3} />;
  const over = (location.state as PanelState)?.over;
  return (
    <Shell session={data}>
      <Stumble place={(over ?? location).pathname}>
        <Suspense fallback={<Loading rows={8} />}>
          <Routes location={over ?? location}>
            <Route path="/" element={<TodayPage />} />
            <Route path="/samstammighet" element={<BoardPage />} />
            <Route path="/samstammighet/motsagelser" element={<ContradictionsPage />} />
            <Route path="/samstammighet/undantag" element={<ExceptionsPage />} />
            <Route path="/samstammighet/texter" element={<TextsPage />} />
            <Route path="/samstammighet/texter/ny" element={<NewTextPage />} />
            <Route path="/samstammighet/texter/:id" element={<TextPage />} />
            <Route path="/samstammighet/prisregel" element={<PriceRulePage />} />
            <Route path="/samstammighet/motsagelse/:id" element={<BoardPage />} />
            <Route path="/samstammighet/motsagelse/:id/bevis" element={<ProofPage />} />
            <Route path="/budskap" element={<MessagesPage />} />
            <Route path="/budskap/erbjudanden" element={<OffersPage />} />
            <Route path="/budskap/erbjudanden/nytt" element={<NewOfferPage />} />
            <Route path="/budskap/erbjudanden/:id" element={<OfferPage />} />
            <Route path="/budskap/erbjudanden/:id/andra" element={<EditOfferPage />} />
            <Route path="/budskap/portfolj" element={<PortfolioPage />} />
            <Route path="/budskap/:id" element={<MessagePage />} />
            <Route path="/loften" element={<PromisesPage />} />
            <Route path="/kunder" element={<CustomersPage />} />
            <Route path="/kunder/granskning" element={<ReviewPage />} />
            <Route path="/kunder/malgrupper" element={<SegmentsPage />} />
            <Route path="/kunder/malgrupper/ny" element={<WriteSegmentPage />} />
            <Route path="/kunder/malgrupper/:id" element={<SegmentPage />} />
            <Route path="/kunder/malgrupper/:id/andra" element={<WriteSegmentPage />} />
            <Route path="/kunder/:id" element={<CustomerPage />} />
            <Route path="/kunder/:id/beslut/:decisionId" element={<CustomerPage />} />
            {tabs.flatMap((tab) =>
              [tab.path, ...tab.deeper].map((path) => (
                <Route key={path} path={path} element={<InflowPage tab={tab} />} />
              )),
            )}
            <Route path="/installningar/kallor" element={<SourcesPage />} />
            <Route path="/installningar/ny-kalla" element={<NewSourcePage />} />
            <Route path="/installningar/kallor/:id" element={<SourcePage />} />
            <Route path="/installningar/sidor" element={<SitesPage />} />
            <Route path="*" element={<MissingPage />} />
          </Routes>
        </Suspense>
      </Stumble>
      <Suspense>
        <Routes>
          <Route path="/samstammighet/motsagelse/:id" element={<WitnessPanel />} />
          <Route path="/kunder/:id/beslut/:decisionId" element={<WhyPanel />} />
          <Route path="*" element={null} />
        </Routes>
      </Suspense>
    </Shell>
  );
}

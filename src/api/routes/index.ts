import type { Route } from '../route.js';
import { alertRoutes } from './alerts.js';
import { auditRoutes } from './audit.js';
import { forecastRoutes } from './forecasts.js';
import { hotspotRoutes } from './hotspots.js';
import { incidentRoutes } from './incidents.js';
import { messageRoutes } from './messages.js';
import { placeRoutes } from './places.js';
import { runRoutes } from './runs.js';
import { sessionRoutes } from './session.js';
import { subscriptionRoutes } from './subscriptions.js';
import { taskRoutes } from './tasks.js';
import { userRoutes } from './users.js';

/** Every endpoint under `/api/v1`, in the order of the documentation. A new one is a `defineRoute` in its resource's file. */
export const routes: readonly Route[] = [
  ...sessionRoutes,
  ...placeRoutes,
  ...incidentRoutes,
  ...hotspotRoutes,
  ...forecastRoutes,
  ...taskRoutes,
  ...alertRoutes,
  ...runRoutes,
  ...subscriptionRoutes,
  ...messageRoutes,
  ...userRoutes,
  ...auditRoutes,
];

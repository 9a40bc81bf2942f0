/**
 * What the integration tests stand on: a real PostgreSQL, as the application's role, behind a cable
 * that can be cut.
 */
package io.ridgeway.store.testing;

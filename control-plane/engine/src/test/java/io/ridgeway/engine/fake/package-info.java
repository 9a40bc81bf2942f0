/**
 * The engine's ports in memory, with honest transactions: for the tests of whatever sees the
 * engine. Start at {@link io.ridgeway.engine.fake.InMemoryStore}.
 */
@NullMarked
package io.ridgeway.engine.fake;

import org.jspecify.annotations.NullMarked;

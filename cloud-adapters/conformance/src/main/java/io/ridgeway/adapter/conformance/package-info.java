/**
 * The test kit of cloud adapters. Start at {@link
 * io.ridgeway.adapter.conformance.CloudAdapterContract}: an adapter author extends it and gives a
 * {@link io.ridgeway.adapter.conformance.TestCityNode}.
 *
 * <p>Beside it an in-memory adapter that passes the same kit, for tests of everything that stands
 * on adapters: {@link io.ridgeway.adapter.conformance.FakeCityNode}.
 */
@NullMarked
package io.ridgeway.adapter.conformance;

import org.jspecify.annotations.NullMarked;

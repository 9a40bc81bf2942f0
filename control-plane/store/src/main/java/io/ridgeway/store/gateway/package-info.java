/** What gateways settle among themselves: shares of limits, calls of a day, turns of accounts. */
@NullMarked
package io.ridgeway.store.gateway;

import org.jspecify.annotations.NullMarked;

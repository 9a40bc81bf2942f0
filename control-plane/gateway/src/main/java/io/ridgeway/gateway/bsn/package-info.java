/**
 * BSN's protocol as its clients speak it: the envelope, the mac, and what each operation carries.
 * {@link io.ridgeway.gateway.bsn.Operation} is where to start reading. Nothing here does I/O.
 */
@NullMarked
package io.ridgeway.gateway.bsn;

import org.jspecify.annotations.NullMarked;

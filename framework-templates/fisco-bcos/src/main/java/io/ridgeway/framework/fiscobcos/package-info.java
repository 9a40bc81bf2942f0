/**
 * The FISCO BCOS pack: Air chains of release 3.12 to 3.16, with standard cryptography or Guomi.
 * Start at {@link io.ridgeway.framework.fiscobcos.FiscoBcosPack}; what it builds is data, in {@code
 * pack.yaml} and {@code params.schema.json}; who a chain's nodes are is {@link
 * io.ridgeway.framework.fiscobcos.FiscoIdentities}.
 *
 * <p>Sections, keys and file names are facts of FISCO BCOS's public sources and of its tool that
 * builds chains, releases 3.12.4, 3.13.0, 3.14.0, 3.15.5 and 3.16.4.
 */
@NullMarked
package io.ridgeway.framework.fiscobcos;

import org.jspecify.annotations.NullMarked;

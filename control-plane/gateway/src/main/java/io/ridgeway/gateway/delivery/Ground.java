package io.ridgeway.gateway.delivery;

import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.Signatory;
import io.ridgeway.gateway.bsn.Application;
import java.util.Optional;

/**
 * Where an errand's events come from.
 *
 * @param by who asks, where the ledger tells members only
 * @param application whose it is, of those in BSN's words
 */
public record Ground(
    LedgerClient ledger, Optional<Signatory> by, Optional<Application> application) {}

package io.ridgeway.reconciler;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.account.UsageDiscrepancies;
import io.ridgeway.engine.approval.Asking;
import io.ridgeway.engine.approval.TurningBack;
import io.ridgeway.engine.catalogue.CityNodes;
import io.ridgeway.engine.contract.Contracts;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.engine.network.Operations;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.key.Custody;
import io.ridgeway.model.key.NodeSecrets;
import io.ridgeway.model.key.Signer;
import io.ridgeway.reconciler.city.CityNodeAdapters;
import io.ridgeway.reconciler.pack.PackCatalogue;
import java.time.Clock;

/**
 * All that the reconciler works with.
 *
 * @param clock the engine's
 * @param nodesClock what nodes go by: their machines' time. It differs where the engine's clock was
 *     moved on, for a demonstration
 * @param archive backups, and all that they need
 * @param purging takedowns, and what opens the keys of their data
 * @param stilling what is frozen and let go
 */
public record Ports(
    Transactions transactions,
    Networks networks,
    Operations operations,
    Contracts contracts,
    CityNodes cityNodes,
    Metering metering,
    UsageDiscrepancies discrepancies,
    Custody custody,
    NodeSecrets secrets,
    CertificateAuthority authorities,
    Signer signer,
    PackCatalogue packs,
    CityNodeAdapters adapters,
    FaultPort faults,
    Clock clock,
    Clock nodesClock,
    Asking asking,
    TurningBack turningBack,
    Archive archive,
    Purging purging,
    Stilling stilling) {}

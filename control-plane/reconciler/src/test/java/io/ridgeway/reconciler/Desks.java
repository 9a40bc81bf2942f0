package io.ridgeway.reconciler;

import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.billing.CostBook;
import io.ridgeway.billing.PriceBooks;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.account.Metering;
import io.ridgeway.engine.account.UsageDiscrepancies;
import io.ridgeway.engine.approval.ApprovalDesk;
import io.ridgeway.engine.approval.Asking;
import io.ridgeway.engine.approval.TurningBack;
import io.ridgeway.engine.backup.ArchiveDesk;
import io.ridgeway.engine.backup.BackupDesk;
import io.ridgeway.engine.backup.BackupStore;
import io.ridgeway.engine.backup.BackupTerms;
import io.ridgeway.engine.backup.FileSites;
import io.ridgeway.engine.catalogue.Catalogue;
import io.ridgeway.engine.catalogue.CityNodeDesk;
import io.ridgeway.engine.catalogue.CityNodeOffice;
import io.ridgeway.engine.change.Beginning;
import io.ridgeway.engine.change.ChangeDesk;
import io.ridgeway.engine.change.DrainDesk;
import io.ridgeway.engine.change.Precedence;
import io.ridgeway.engine.change.ReplaceDesk;
import io.ridgeway.engine.change.RestoreDesk;
import io.ridgeway.engine.change.RotationDesk;
import io.ridgeway.engine.change.SuspensionDesk;
import io.ridgeway.engine.contract.ContractDesk;
import io.ridgeway.engine.fake.InMemoryAuthorities;
import io.ridgeway.engine.fake.InMemoryStore;
import io.ridgeway.engine.fake.PlainBackupKeys;
import io.ridgeway.engine.fake.PlainSecrets;
import io.ridgeway.engine.freeze.FreezeDesk;
import io.ridgeway.engine.host.HostingDesk;
import io.ridgeway.engine.host.Hosts;
import io.ridgeway.engine.host.Margins;
import io.ridgeway.engine.host.WindowDesk;
import io.ridgeway.engine.network.NetworkDesk;
import io.ridgeway.engine.takedown.TakedownDesk;
import io.ridgeway.reconciler.city.AdapterProviders;
import io.ridgeway.reconciler.city.CallLimits;
import io.ridgeway.reconciler.city.CityNodeAdapters;
import io.ridgeway.reconciler.city.InstalledAdapters;
import io.ridgeway.reconciler.pack.PackCatalogue;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** The engine's desks over one store in memory, and what a reconciler there has beside them. */
record Desks(
    InMemoryStore store, InMemoryAuthorities authorities, PackCatalogue packs, Clock clock) {

  NetworkDesk networks() {
    return new NetworkDesk(
        store,
        access(),
        store.networks,
        store.operations,
        store.orders,
        store.credentials,
        store.audit,
        store.schedule,
        clock);
  }

  ChangeDesk changes() {
    Catalogue catalogue =
        new Catalogue(
            store,
            packs,
            store.cityNodes,
            PriceBooks.shipped(),
            new Hosts(store.networks, packs),
            clock);
    return new ChangeDesk(
        store,
        store.networks,
        beginning(),
        catalogue,
        packs,
        store.cityNodes,
        store.contracts,
        authorities,
        store.custody,
        new Metering(store.usage),
        clock);
  }

  ReplaceDesk replacements() {
    return new ReplaceDesk(store, access(), beginning(), store.cityNodes, packs);
  }

  RotationDesk rotations() {
    return new RotationDesk(store, access(), packs, beginning(), asking());
  }

  SuspensionDesk suspensions() {
    return new SuspensionDesk(
        store,
        access(),
        store.networks,
        precedence(),
        beginning(),
        new Metering(store.usage),
        clock);
  }

  Precedence precedence() {
    return new Precedence(store.networks, store.operations, asking(), beginning(), clock);
  }

  HostingDesk hosting() {
    return new HostingDesk(
        store,
        access(),
        store.networks,
        store.operations,
        packs,
        new Margins(CostBook.shipped(), PriceBooks.shipped(), store.orders),
        store.audit,
        clock);
  }

  WindowDesk windows() {
    return new WindowDesk(
        store, access(), store.networks, store.operations, packs, beginning(), store.audit, clock);
  }

  ApprovalDesk approvals() {
    return new ApprovalDesk(
        store,
        access(),
        store.networks,
        store.operations,
        store.approvals,
        authorities,
        store.audit,
        store.schedule,
        clock);
  }

  ArchiveDesk archives(BackupStore files, BackupTerms terms) {
    return new ArchiveDesk(
        store,
        access(),
        store.networks,
        beginning(),
        packs,
        store.histories,
        files,
        new PlainBackupKeys(),
        terms,
        store.audit,
        clock);
  }

  BackupDesk backups(BackupTerms terms) {
    return new BackupDesk(
        store,
        access(),
        store.networks,
        beginning(),
        packs,
        store.backups,
        new PlainBackupKeys(),
        terms,
        new FileSites(store.cityNodes),
        store.audit,
        clock);
  }

  RestoreDesk restores() {
    return new RestoreDesk(
        store,
        access(),
        replacements(),
        beginning(),
        store.backups,
        new FileSites(store.cityNodes),
        packs,
        clock);
  }

  ContractDesk contracts() {
    return new ContractDesk(
        store,
        access(),
        store.networks,
        beginning(),
        store.operations,
        store.contracts,
        store.cityNodes,
        packs,
        clock);
  }

  TakedownDesk takedowns() {
    return new TakedownDesk(
        store,
        access(),
        store.networks,
        beginning(),
        store.contracts,
        packs,
        store.takedowns,
        new PlainSecrets(),
        clock);
  }

  FreezeDesk freezes() {
    return new FreezeDesk(
        store,
        access(),
        store.networks,
        store.operations,
        beginning(),
        packs,
        store.freezes,
        clock);
  }

  Asking asking() {
    return new Asking(store.approvals, clock);
  }

  Beginning beginning() {
    return new Beginning(store.networks, store.operations, store.audit, store.schedule, clock);
  }

  /** Empties city nodes that are reached by that provider's adapters. */
  DrainDesk drains(CloudAdapterProvider provider, CityNodeAdapters adapters) {
    CityNodeOffice office =
        new CityNodeOffice(
            store,
            store.cityNodes,
            store.cityNodeCredentials,
            new InstalledAdapters(new AdapterProviders(List.of(provider)), adapters),
            store.networks,
            store.audit,
            clock);
    return new DrainDesk(
        new CityNodeDesk(office), replacements(), beginning(), store, store.networks);
  }

  /** The way of one process to the city nodes. */
  CityNodeAdapters adapters(
      CloudAdapterProvider provider,
      ExecutorService threads,
      Duration patience,
      CallLimits limits) {
    return new CityNodeAdapters(
        new AdapterProviders(List.of(provider)),
        new CityNodeAdapters.Ports(
            store,
            store.cityNodes,
            store.cityNodeCredentials,
            store.networks,
            store.schedule,
            clock,
            threads,
            patience,
            limits));
  }

  /** What a reconciler works with. */
  Ports ports(CityNodeAdapters adapters, FaultPort faults, Archive archive) {
    return new Ports(
        store,
        store.networks,
        store.operations,
        store.contracts,
        store.cityNodes,
        new Metering(store.usage),
        new UsageDiscrepancies(store.audit, clock),
        store.custody,
        store.custody,
        authorities,
        store.custody,
        packs,
        adapters,
        faults,
        clock,
        clock,
        asking(),
        turningBack(),
        archive,
        new Purging(store.takedowns, new PlainSecrets(), store.audit),
        new Stilling(store.freezes, store.audit));
  }

  private TurningBack turningBack() {
    return new TurningBack(
        store.networks,
        store.operations,
        store.orders,
        asking(),
        new Metering(store.usage),
        store.audit,
        store.schedule,
        clock);
  }

  private Access access() {
    return new Access(store, store.memberships);
  }
}

package io.ridgeway.engine.explorer;

import io.ridgeway.engine.Transactions;
import io.ridgeway.engine.access.Access;
import io.ridgeway.engine.access.Actor;
import io.ridgeway.engine.access.TenantRole;
import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.audit.AuditLog;
import io.ridgeway.engine.catalogue.Frameworks;
import io.ridgeway.engine.catalogue.Frameworks.BornContract;
import io.ridgeway.engine.contract.Contracts;
import io.ridgeway.engine.explorer.LedgerReader.Ledger;
import io.ridgeway.engine.explorer.Read.ReadEvent;
import io.ridgeway.engine.network.Network;
import io.ridgeway.engine.network.Networks;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Shows tenants what is on their networks' ledgers. */
@Singleton
public final class ExplorerDesk {
  /** How many contracts of a network may have an interface. */
  public static final int MOST_CONTRACTS = 100;

  /** The longest interface, in bytes of UTF-8. */
  public static final int LONGEST_DOCUMENT = 256 * 1024;

  /** The most blocks of a list. */
  public static final int MOST_BLOCKS = 50;

  private static final int LONGEST_NAME = 64;
  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]{40}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
  private static final Pattern TRANSACTION = Pattern.compile("(?:0x)?[0-9a-f]{64}");

  private final Transactions transactions;
  private final Access access;
  private final Networks networks;
  private final Frameworks frameworks;
  private final KnownContracts contracts;
  private final Contracts brought;
  private final LedgerReader ledgers;
  private final AuditLog audit;
  private final Clock clock;

  public ExplorerDesk(
      Transactions transactions,
      Access access,
      Networks networks,
      Frameworks frameworks,
      KnownContracts contracts,
      Contracts brought,
      LedgerReader ledgers,
      AuditLog audit,
      Clock clock) {
    this.transactions = transactions;
    this.access = access;
    this.networks = networks;
    this.frameworks = frameworks;
    this.contracts = contracts;
    this.brought = brought;
    this.ledgers = ledgers;
    this.audit = audit;
    this.clock = clock;
  }

  /** Blocks, the newest first. */
  public Seen.Blocks blocks(
      Actor actor, TenantId tenant, NetworkId id, OptionalLong before, int limit) {
    Ledger ledger = ledger(actor, tenant, id);
    if (limit < 1 || limit > MOST_BLOCKS || before.orElse(0) < 0) {
      throw new Refusal(
          ProblemType.INVALID, "limit is 1 to " + MOST_BLOCKS + ", and before a block's number.");
    }
    return ledgers.blocks(ledger, before, limit);
  }

  /** One block, the newest if no number is given. */
  public Seen.Block block(Actor actor, TenantId tenant, NetworkId id, OptionalLong number) {
    Ledger ledger = ledger(actor, tenant, id);
    if (number.orElse(0) < 0) {
      throw Refusal.notFound("block", number.getAsLong());
    }
    return ledgers
        .block(ledger, number)
        .orElseThrow(
            () ->
                number.isPresent()
                    ? Refusal.notFound("block", number.getAsLong())
                    : new Refusal(ProblemType.NOT_FOUND, "There is no block yet."));
  }

  /** One transaction, its call and events as the interfaces that are known make them out. */
  public Read transaction(Actor actor, TenantId tenant, NetworkId id, String transaction) {
    Ledger ledger = ledger(actor, tenant, id);
    String wanted = transaction.toLowerCase(Locale.ROOT);
    if (!TRANSACTION.matcher(wanted).matches()) {
      throw new Refusal(
          ProblemType.INVALID,
          "A transaction is named by 64 hex digits, on Ethereum and FISCO BCOS with 0x before"
              + " them.");
    }
    Seen.Transaction seen =
        ledgers
            .transaction(ledger, wanted)
            .orElseThrow(() -> Refusal.notFound("transaction", wanted));
    return read(tenant, id, seen);
  }

  /** Where a search leads. */
  public sealed interface Hit {
    /** A block's number. */
    record OfBlock(long number) implements Hit {}

    /** A transaction. */
    record OfTransaction(String id) implements Hit {}

    /** A contract, or an account. */
    record OfAddress(String address) implements Hit {}
  }

  /**
   * What a text names; empty if it can name nothing here. Whether it is there shows when it is
   * looked at.
   */
  public Optional<Hit> search(Actor actor, TenantId tenant, NetworkId id, String text) {
    Network network = network(actor, tenant, id);
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    if (NUMBER.matcher(wanted).matches()) {
      return Optional.of(new Hit.OfBlock(Long.parseLong(wanted)));
    }
    if (ADDRESS.matcher(wanted).matches()) {
      return Optional.of(new Hit.OfAddress(wanted));
    }
    if (TRANSACTION.matcher(wanted).matches()) {
      String digits = wanted.substring(wanted.length() - 64);
      boolean prefixed = takesInterfaces(network);
      return Optional.of(new Hit.OfTransaction(prefixed ? "0x" + digits : digits));
    }
    return Optional.empty();
  }

  /**
   * The contracts that the network itself knows of, by their names: what it was born with, and what
   * tenants brought. Empty where contracts are made on the ledger, without anybody being asked.
   */
  public List<String> named(Actor actor, TenantId tenant, NetworkId id) {
    Network network = network(actor, tenant, id);
    return transactions.inTenant(
        tenant,
        () ->
            Stream.concat(
                    frameworks.bornContract(network.spec()).map(BornContract::name).stream(),
                    brought.of(id).stream().map(version -> version.contract().name()))
                .distinct()
                .sorted()
                .toList());
  }

  /** The contracts whose interfaces are known, by their names. */
  public List<KnownContract> contracts(Actor actor, TenantId tenant, NetworkId id) {
    network(actor, tenant, id);
    return transactions.inTenant(tenant, () -> contracts.of(id));
  }

  /**
   * A contract whose interface is known.
   *
   * @param made what the interface says
   */
  public record Opened(KnownContract contract, Interface made) {}

  /** One of them; empty if its interface isn't known. */
  public Optional<Opened> contract(Actor actor, TenantId tenant, NetworkId id, String address) {
    Network network = network(actor, tenant, id);
    return transactions
        .inTenant(tenant, () -> contracts.find(id, address(address)))
        .flatMap(
            found ->
                frameworks
                    .contractInterface(network.spec(), found.document())
                    .map(made -> new Opened(found, made)));
  }

  /** Whether contracts of such a network can be given interfaces. */
  public boolean takesInterfaces(Network network) {
    return frameworks.takesInterfaces(network.spec());
  }

  /**
   * Has a contract's calls and events decoded from now on. Given again, it is the last that counts.
   */
  public KnownContract bring(
      Actor actor, TenantId tenant, NetworkId id, String address, String name, String document) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    return transactions.inTenant(
        tenant,
        () -> {
          Network network = networks.lock(id).orElseThrow(() -> Refusal.notFound("network", id));
          KnownContract contract =
              new KnownContract(
                  tenant,
                  id,
                  address(address),
                  name(name),
                  document,
                  clock.instant(),
                  actor.name());
          check(network, document);
          room(contract);
          contracts.keep(contract);
          record(actor, contract, "explorer.contract.keep");
          return contract;
        });
  }

  private void room(KnownContract contract) {
    if (contracts.find(contract.network(), contract.address()).isEmpty()
        && contracts.of(contract.network()).size() >= MOST_CONTRACTS) {
      throw new Refusal(
          ProblemType.CONFLICT,
          "A network's explorer knows at most " + MOST_CONTRACTS + " contracts; remove one first.");
    }
  }

  /** Has a contract's calls and events shown as they are again. */
  public void forget(Actor actor, TenantId tenant, NetworkId id, String address) {
    access.require(actor, tenant, TenantRole.DEVELOPER);
    transactions.runInTenant(
        tenant,
        () -> {
          networks.get(id);
          String at = address(address);
          KnownContract contract =
              contracts.find(id, at).orElseThrow(() -> Refusal.notFound("contract", at));
          contracts.remove(id, at);
          record(actor, contract, "explorer.contract.remove");
        });
  }

  private void check(Network network, String document) {
    if (network.desire() == Network.Desire.DELETED) {
      throw new Refusal(ProblemType.ILLEGAL_TRANSITION, "The network is being deleted or gone.");
    }
    if (document.getBytes(StandardCharsets.UTF_8).length > LONGEST_DOCUMENT) {
      throw new Refusal(
          ProblemType.TOO_LARGE, "An ABI has at most " + LONGEST_DOCUMENT / 1024 + " KiB.");
    }
    if (!takesInterfaces(network)) {
      throw new Refusal(
          ProblemType.INVALID,
          "Contracts of this framework are called by names and text: there is no ABI to bring.");
    }
    try {
      frameworks.contractInterface(network.spec(), document);
    } catch (IllegalArgumentException e) {
      throw new Refusal(ProblemType.INVALID, sentence(e));
    }
  }

  private static String sentence(IllegalArgumentException e) {
    return "The ABI can't be used: " + e.getMessage() + ".";
  }

  private static String address(String given) {
    String address = given.strip().toLowerCase(Locale.ROOT);
    if (!ADDRESS.matcher(address).matches()) {
      throw new Refusal(ProblemType.INVALID, "A contract's address is 0x and 40 hex digits.");
    }
    return address;
  }

  private static String name(String given) {
    String name = given.strip();
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new Refusal(
          ProblemType.INVALID, "A contract's name has 1 to " + LONGEST_NAME + " characters.");
    }
    return name;
  }

  private Network network(Actor actor, TenantId tenant, NetworkId id) {
    access.require(actor, tenant, TenantRole.VIEWER);
    return transactions.inTenant(tenant, () -> networks.get(id));
  }

  /** The ledger, if there is something to read. */
  private Ledger ledger(Actor actor, TenantId tenant, NetworkId id) {
    Network network = network(actor, tenant, id);
    if (network.desire() == Network.Desire.DELETED) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "The network is being deleted or gone, and its ledger with it.");
    }
    if (network.desire() == Network.Desire.SUSPENDED) {
      throw new Refusal(
          ProblemType.NETWORK_SUSPENDED,
          "The network is suspended: its ledger can be read again once it is resumed.");
    }
    if (!network.isUp()) {
      throw new Refusal(
          ProblemType.ILLEGAL_TRANSITION,
          "The network isn't ready yet: there is no ledger to read.");
    }
    return new Ledger(tenant, id, actor.name());
  }

  private Read read(TenantId tenant, NetworkId id, Seen.Transaction seen) {
    Network network = transactions.inTenant(tenant, () -> networks.get(id));
    Map<String, Optional<Opened>> opened = new HashMap<>();
    Optional<Opened> called = open(network, opened, seen.contract());
    List<ReadEvent> events =
        seen.events().stream()
            .map(
                event -> {
                  Optional<Opened> by = open(network, opened, event.contract());
                  return new ReadEvent(
                      event,
                      by.map(o -> o.contract().name()).orElse(""),
                      by.flatMap(o -> o.made().event(event.topics(), event.payload().text())));
                })
            .toList();
    return new Read(
        seen,
        called.map(o -> o.contract().name()).orElse(""),
        called.flatMap(o -> o.made().call(seen.input())),
        events);
  }

  private Optional<Opened> open(
      Network network, Map<String, Optional<Opened>> opened, String address) {
    String at = address.toLowerCase(Locale.ROOT);
    if (!ADDRESS.matcher(at).matches()) {
      return Optional.empty();
    }
    return opened.computeIfAbsent(
        at,
        a ->
            transactions
                .inTenant(network.tenant(), () -> contracts.find(network.id(), a))
                .flatMap(
                    found ->
                        frameworks
                            .contractInterface(network.spec(), found.document())
                            .map(made -> new Opened(found, made))));
  }

  private void record(Actor actor, KnownContract contract, String action) {
    audit.append(
        AuditEvent.of(
            clock.instant(),
            contract.tenant(),
            actor,
            action,
            contract.network(),
            "Contract " + contract.name() + " at " + contract.address() + "."));
  }
}

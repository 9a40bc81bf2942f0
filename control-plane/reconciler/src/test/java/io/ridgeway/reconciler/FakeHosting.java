package io.ridgeway.reconciler;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Clearing;
import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.IdentityPlan;
import io.ridgeway.framework.IdentityPlan.PlannedAuthority;
import io.ridgeway.framework.IdentityPlan.PlannedCertificate;
import io.ridgeway.framework.IdentityPlan.PlannedKey;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.CertificateUse;
import io.ridgeway.model.certificate.Subject;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.deploy.Port;
import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Roster;
import io.ridgeway.model.place.Resources;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/** Guests whose ledgers their host's nodes take and leave as they are told. */
final class FakeHosting implements Hosting {
  static final String ADMIN = "guest-admin";

  /** In a guest's birth record, whose nodes it lives on. */
  static final String HOST = "host";

  /** Whose nodes call what guests run. */
  static final List<String> MEMBERS = List.of("alpha", "beta");

  private static final String CA = "guest-ca";

  /** The guests whose ledgers were left. */
  final Set<String> left = new ConcurrentSkipListSet<>();

  /** How what was left is removed; not at all if there is nothing. */
  volatile @Nullable FakeClearing clearing;

  /** How many its hosts bear. */
  volatile int room = Integer.MAX_VALUE;

  /** What is missing whenever a ledger is to be left. */
  volatile String missing = "";

  static IdentityPlan identities() {
    return new IdentityPlan(
        List.of(new PlannedKey(ADMIN, Curve.P256, Purpose.TRANSACTION)),
        List.of(new PlannedAuthority(CA, Curve.P256, Subject.of(CA), FakeIdentities.ROOT_LIFETIME)),
        List.of(
            new PlannedCertificate(
                CA,
                ADMIN,
                ADMIN,
                Subject.of("admin").inUnit("admin"),
                CertificateUse.IDENTITY,
                Optional.empty(),
                FakeIdentities.LIFETIME)));
  }

  /** A service for each of two members and each contract that was brought. */
  @Override
  public NetworkPlan plan(NetworkSpec guest, Roster roster, NetworkSpec host) {
    IdentityPlan itself = identities();
    List<PlannedNode> services = new ArrayList<>();
    List<PlannedKey> keys = new ArrayList<>(itself.keys());
    for (Roster.Member contract : roster.of(Contract.STEM, 0)) {
      for (String member : MEMBERS) {
        NodeName name = NodeName.of("contract-" + member, contract.name().number());
        services.add(
            new PlannedNode(
                name,
                Contract.STEM,
                new Resources(100, 64, guest.storageGib()),
                List.of(new Port("service", 9999, Port.Protocol.TCP, Port.Exposure.PEERS)),
                Optional.empty(),
                contract.standing(),
                true));
        keys.add(new PlannedKey(name.value(), Curve.SECP256K1, Purpose.NODE));
      }
    }
    return new NetworkPlan(
        services, List.of(), new IdentityPlan(keys, itself.authorities(), itself.certificates()));
  }

  @Override
  public Optional<String> obstacle(NetworkSpec host) {
    return host.isGuest() ? Optional.of("It has no nodes of its own.") : Optional.empty();
  }

  @Override
  public Optional<String> obstacle(NetworkSpec guest, NetworkSpec host) {
    return obstacle(host);
  }

  @Override
  public Optional<NetworkId> named(NetworkSpec guest) {
    return Optional.ofNullable(guest.parameters().get(HOST)).map(NetworkId::new);
  }

  @Override
  public BirthRecord birth(BirthInput guest, Host host) {
    return new BirthRecord(
        Map.of(
            HOST,
            host.network().value(),
            "genesis",
            guest.network()
                + " on "
                + host.plan().nodes().size()
                + " nodes of "
                + host.network()
                + ", keys "
                + guest.identities().keys().keySet()));
  }

  @Override
  public int room(NetworkSpec host) {
    return room;
  }

  @Override
  public Optional<Clearing> clearing() {
    return Optional.ofNullable(clearing);
  }

  @Override
  public Optional<String> leave(LedgerEndpoints nodes, Administrators administrators) {
    if (!missing.isEmpty()) {
      return Optional.of(missing);
    }
    administrators.sign(
        FakeIdentities.ADMIN,
        new ToSign.Message("leave".getBytes(StandardCharsets.UTF_8)),
        "leaves " + nodes.network());
    left.add(nodes.network().value());
    return Optional.empty();
  }
}

package io.ridgeway.framework.fabric;

import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.BirthInput;
import io.ridgeway.framework.BirthRecord;
import io.ridgeway.framework.Call;
import io.ridgeway.framework.Hosting;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerClient;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.framework.LedgerHealth;
import io.ridgeway.framework.LedgerTransaction;
import io.ridgeway.framework.Lineup;
import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.Receipt;
import io.ridgeway.framework.RenderInput;
import io.ridgeway.framework.Signatory;
import io.ridgeway.framework.fabric.lab.TestCustody;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.place.Addresses;
import io.ridgeway.model.place.Placement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A channel on a real network's nodes, with an organisation of its own and custody of its own. */
final class RealGuest {
  private final RealChannel host;
  private final NetworkId id;
  private final NetworkSpec spec;
  private final TestCustody custody;
  private final BirthRecord birth;

  RealGuest(RealChannel host, NetworkId id, Map<String, String> parameters) {
    this.host = host;
    this.id = id;
    this.spec = GuestSpecTest.guest(parameters);
    NetworkPlan plan = host.pack.plan(spec);
    this.custody = new TestCustody(plan.identities(), node -> List.of());
    RenderInput there = host.lab.input();
    this.birth =
        hosting()
            .birth(
                new BirthInput(
                    id,
                    spec,
                    plan,
                    new Placement(Map.of(), List.of(), false),
                    new Addresses(List.of()),
                    custody.identities(),
                    Instant.now()),
                new Hosting.Host(
                    there.network(),
                    there.spec(),
                    there.plan(),
                    there.placement(),
                    there.addresses(),
                    there.identities(),
                    there.birth()));
  }

  private Hosting hosting() {
    return host.pack.hosting().orElseThrow();
  }

  /** Has the host's nodes join it, and waits until it works. */
  void bringUp() {
    host.eventually("the host's nodes have joined " + id, this::join, Optional.empty()::equals);
    host.eventually("the orderers agree on " + id, this::observe, LedgerHealth::agreed);
  }

  /** What is still missing. */
  Optional<String> join() {
    return host.pack.driver().join(endpoints(), new Both());
  }

  LedgerHealth observe() {
    return host.pack.driver().observe(endpoints(), LedgerHealth.UNHEARD);
  }

  /** Has the host's nodes leave it. */
  void leave() {
    host.eventually(
        "the host's orderers have left " + id,
        () -> hosting().leave(endpoints(), new Both()),
        Optional.empty()::equals);
  }

  /** An application of its organisation. */
  Signatory application(String name) {
    return custody.enrol(host.pack.enrolment(spec, name, Optional.empty()).orElseThrow(), name);
  }

  /** As the gateway speaks to it. */
  LedgerClient client() {
    return host.pack.client(with(host.nodes.outside()));
  }

  /** Peers that have just joined don't know each other at once. */
  Receipt done(
      LedgerClient client, Signatory by, String contract, String function, String... args) {
    return host.eventually(
        function + " is committed",
        () ->
            client
                .submit(Call.of(contract, function, List.of(args), Optional.of(by)))
                .committed()
                .join(),
        receipt -> receipt.status() == LedgerTransaction.Status.COMMITTED);
  }

  /** For what its own custody signed. */
  List<String> signed() {
    return custody.signed();
  }

  private LedgerEndpoints endpoints() {
    return with(host.nodes.endpoints());
  }

  private LedgerEndpoints with(LedgerEndpoints there) {
    return new LedgerEndpoints(id, there.nodes(), there.voters(), birth, there.authorities());
  }

  /** The host's administrators and its own, as the reconciler has them. */
  private final class Both implements Administrators {
    @Override
    public Identities identities() {
      return host.lab.custody().identities().and(custody.identities());
    }

    @Override
    public Signature sign(String key, ToSign what, String reason) {
      return (custody.identities().keys().containsKey(key) ? custody : host.lab.custody())
          .sign(key, what, reason);
    }

    @Override
    public Lineup lineup() {
      return host.lab.custody().lineup();
    }
  }
}

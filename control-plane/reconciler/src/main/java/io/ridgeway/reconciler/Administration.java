package io.ridgeway.reconciler;

import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.contract.ContractVersion;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Answered;
import io.ridgeway.framework.Asked;
import io.ridgeway.framework.Identities;
import io.ridgeway.framework.Lineup;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.model.contract.Contract;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.key.Purpose;
import io.ridgeway.model.key.Signature;
import io.ridgeway.model.key.ToSign;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.network.Operation;
import io.ridgeway.model.network.Standing;
import io.ridgeway.model.problem.ProblemType;
import io.ridgeway.model.problem.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Signs for a driver with the keys of one network's plan, and with no other.
 *
 * @param revokesAlone whether the ledger is told who is revoked, and nothing else
 */
record Administration(Pass pass, boolean revokesAlone) implements Administrators {
  private static final Set<Operation.Kind> ASKING =
      Set.of(Operation.Kind.CHANGE, Operation.Kind.REVOKE);

  Administration(Pass pass) {
    this(pass, isRevocationAhead(pass));
  }

  private static boolean isRevocationAhead(Pass pass) {
    return pass.operation().filter(o -> o.kind() == Operation.Kind.REVOKE).isPresent()
        && pass.goesAhead();
  }

  @Override
  public Identities identities() {
    return isGuest() ? pass.identities().and(pass.ground().identities()) : pass.identities();
  }

  @Override
  public Lineup lineup() {
    Pass ground = pass.ground();
    return new Lineup(ground.plan().nodes(), ground.made().addresses().orElseThrow());
  }

  @Override
  public Lineup beside() {
    return isGuest()
        ? new Lineup(pass.plan().nodes(), pass.made().addresses().orElseThrow())
        : Lineup.UNKNOWN;
  }

  private boolean isGuest() {
    return pass.made().host().isPresent();
  }

  private static boolean isPlanned(Pass pass, String key) {
    return pass.plan().identities().keys().stream()
        .anyMatch(k -> k.name().equals(key) && k.purpose() == Purpose.TRANSACTION);
  }

  /** A guest's ledger has its host's members, so it is told of theirs as well. */
  @Override
  public Map<String, String> revocations() {
    Map<String, String> all = new TreeMap<>();
    if (isGuest()) {
      revocations(pass.ground()).forEach(list -> all.put(list.authority(), list.pem()));
    }
    revocations(pass).forEach(list -> all.put(list.authority(), list.pem()));
    return all;
  }

  private static List<RevocationList> revocations(Pass of) {
    Ports ports = of.ports();
    return ports.transactions().asSystem(() -> ports.authorities().revocations(of.id()));
  }

  @Override
  public List<Contract> contracts() {
    return pass.contracts(standing -> standing != Standing.LEAVING);
  }

  @Override
  public List<Contract> contractsEver() {
    Ports ports = pass.ports();
    return ports.transactions().asSystem(() -> ports.contracts().of(pass.id())).stream()
        .map(ContractVersion::contract)
        .toList();
  }

  @Override
  public Optional<NetworkSpec> ordered() {
    return Optional.of(pass.network().spec());
  }

  @Override
  public void settle(String name, String value) {
    Map<String, String> record = pass.birth().with(name, value).values();
    if (!record.equals(pass.birth().values())) {
      pass.change(n -> n.with(n.made().born(record)));
      pass.keep();
    }
  }

  @Override
  public List<Answered> asked() {
    return Approving.standing(pass).stream()
        .map(approval -> new Answered(asked(approval.request()), approval.signature()))
        .toList();
  }

  private static Asked asked(Approval.Request request) {
    return new Asked(
        request.organisation(),
        request.certificate(),
        request.what(),
        request.head(),
        request.body());
  }

  private static Approval.Request request(Asked asked) {
    return new Approval.Request(
        asked.organisation(), asked.certificate(), asked.what(), asked.head(), asked.body());
  }

  /** Under the fence: a worker that was overtaken asks nobody. */
  @Override
  public void ask(List<Asked> all) {
    List<Approval.Request> requests = all.stream().map(Administration::request).toList();
    pass.operation()
        .ifPresent(o -> noted(FaultPort.ASK, () -> pass.ports().asking().ask(o, requests)));
  }

  @Override
  public boolean isChanging() {
    return pass.operation().filter(o -> ASKING.contains(o.kind())).isPresent();
  }

  @Override
  public boolean isBringing() {
    return isChanging()
        || pass.operation().filter(o -> o.kind() == Operation.Kind.CONTRACT).isPresent();
  }

  @Override
  public void used() {
    pass.operation().ifPresent(o -> noted(FaultPort.USED, () -> pass.ports().asking().used(o)));
  }

  private void noted(String write, Runnable work) {
    pass.ports().faults().around(write, () -> pass.keep(work));
  }

  @Override
  public Map<NodeName, String> restoring() {
    return Map.copyOf(pass.restoring());
  }

  @Override
  public Signature sign(String key, ToSign what, String reason) {
    if (!isPlanned(pass, key) && !isPlanned(pass.ground(), key)) {
      throw new Refusal(
          ProblemType.FORBIDDEN,
          "The framework pack "
              + pass.network().spec().framework().name()
              + " asked for a signature of "
              + key
              + ", which is no administrator's key of this network; install a pack that is right.");
    }
    ManagedKey signing = identities().key(key);
    Ports ports = pass.ports();
    return ports
        .faults()
        .around(
            FaultPort.SIGN,
            () ->
                ports
                    .transactions()
                    .asSystem(
                        () ->
                            ports.signer().sign(signing.id(), Purpose.TRANSACTION, what, reason)));
  }
}

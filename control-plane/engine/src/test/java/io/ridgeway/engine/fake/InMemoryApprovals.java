package io.ridgeway.engine.fake;

import io.ridgeway.engine.Page;
import io.ridgeway.engine.approval.Approval;
import io.ridgeway.engine.approval.Approvals;
import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Approvals} in memory. */
public final class InMemoryApprovals implements Approvals {
  private final Table<ApprovalId, Approval> rows;

  InMemoryApprovals(InMemoryStore store) {
    this.rows = store.table(approval -> Optional.of(approval.tenant()));
  }

  @Override
  public void insert(Approval approval) {
    rows.insert(approval.id(), approval);
  }

  @Override
  public void update(Approval approval) {
    rows.update(approval.id(), approval);
  }

  @Override
  public Optional<Approval> find(ApprovalId id) {
    return rows.get(id);
  }

  @Override
  public Page<Approval> list(NetworkId network, Page.Request page) {
    return rows.page(page, approval -> approval.network().equals(network));
  }

  @Override
  public boolean any(NetworkId network) {
    return !rows.all(approval -> approval.network().equals(network)).isEmpty();
  }

  @Override
  public List<Approval> certificates(NetworkId network) {
    Map<List<Object>, Approval> newest = new LinkedHashMap<>();
    rows.newest(approval -> approval.network().equals(network))
        .forEach(
            approval ->
                approval
                    .request()
                    .wanted()
                    .ifPresent(
                        wanted ->
                            newest.putIfAbsent(
                                List.of(wanted.authority(), wanted.name(), approval.state()),
                                approval)));
    return List.copyOf(newest.values());
  }

  @Override
  public List<Approval> of(OperationId operation) {
    return rows.all(approval -> approval.operation().equals(Optional.of(operation))).stream()
        .sorted(Comparator.comparing(approval -> approval.request().organisation()))
        .toList();
  }
}

package io.ridgeway.engine.approval;

import io.ridgeway.model.ApprovalId;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.OperationId;
import java.util.List;
import java.util.Optional;

/** Keeps what members are asked to sign, and their answers. */
public interface Approvals {
  void insert(Approval approval);

  /** Keeps its state and its answer; nothing else of it changes. */
  void update(Approval approval);

  Optional<Approval> find(ApprovalId id);

  /** All that was asked in the network, newest first. */
  List<Approval> of(NetworkId network);

  /** All that was asked for the operation, in the order of their organisations. */
  List<Approval> of(OperationId operation);
}

package io.ridgeway.framework.fabric;

import io.ridgeway.framework.Answered;
import io.ridgeway.framework.Asked;
import io.ridgeway.framework.fabric.admin.Approvals;
import io.ridgeway.framework.fabric.admin.Approvals.Signable;
import io.ridgeway.framework.fabric.admin.Lifecycle;
import io.ridgeway.framework.fabric.admin.Rollout;
import io.ridgeway.framework.fabric.chaincode.ChaincodeDefinition;
import io.ridgeway.framework.fabric.channel.SigningIdentity;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Approvals of contracts in the name of organisations whose administrators keep their keys: each
 * signs a proposal and then, once one of its peers endorsed that, the transaction. Nobody else's
 * word is taken for it, though the peers would take their caretaker's.
 *
 * <p>All that is asked for at a time is asked for together, since what isn't asked again is
 * outdated.
 */
final class OutsideApprovals {
  private final Reach reach;
  private final List<Asked> all = new ArrayList<>();
  private boolean fresh;

  OutsideApprovals(Reach reach) {
    this.reach = reach;
  }

  /** Who approves for an organisation; empty if that is its peers' administrator. */
  Optional<Rollout.Approver> of(String owner) {
    return FabricIdentities.isElsewhere(owner, reach.identities())
        ? Optional.of(
            (peer, channel, definition, packageId, committed) ->
                approve(owner, peer, new Wanted(channel, definition, packageId), committed))
        : Optional.empty();
  }

  /**
   * Asks for what is new, once the contracts were gone through.
   *
   * @param whole whether all of them were looked at; else all that was asked for stands, as what a
   *     member has signed for another contract isn't outdated by a peer that is away
   */
  void ask(boolean whole) {
    if (!fresh) {
      return;
    }
    Set<Asked> asked = new LinkedHashSet<>(all);
    if (!whole) {
      reach.administrators().asked().stream().map(Answered::asked).forEach(asked::add);
    }
    reach.administrators().ask(List.copyOf(asked));
  }

  private record Wanted(String channel, ChaincodeDefinition definition, String packageId) {
    String title() {
      return "contract " + definition.name() + " " + definition.version();
    }

    boolean isProposedBy(Asked asked) {
      return Approvals.proposes(asked.toSign(), channel, definition, packageId);
    }
  }

  private boolean approve(String owner, Lifecycle peer, Wanted wanted, boolean committed) {
    if (!reach.administrators().isBringing()) {
      // What runs without it isn't asked for by and by: a refusal would be of nothing.
      return !committed;
    }
    for (Answered proposal : standing(owner)) {
      if (wanted.isProposedBy(proposal.asked())) {
        String id = Approvals.transactionId(proposal.asked().toSign()).orElseThrow();
        if (!peer.has(wanted.channel(), id)) {
          all.add(proposal.asked());
          proposal
              .signature()
              .ifPresent(signature -> goOn(owner, peer, wanted, proposal.asked(), signature));
          return true;
        }
        if (peer.approvals(wanted.channel(), wanted.definition()).getOrDefault(owner, false)) {
          return true;
        }
        // It is in a block and didn't count, or something else was approved after it: anew.
      }
    }
    ask(
        owner,
        wanted.title() + " is approved, 1 of 2: the proposal",
        peer.propose(identity(owner), wanted.channel(), wanted.definition(), wanted.packageId()));
    return true;
  }

  private void goOn(String owner, Lifecycle peer, Wanted wanted, Asked proposal, String signature) {
    String id = Approvals.transactionId(proposal.toSign()).orElseThrow();
    Optional<Answered> transaction =
        standing(owner).stream()
            .filter(answered -> !answered.asked().equals(proposal))
            .filter(
                answered ->
                    Approvals.transactionId(answered.asked().toSign())
                        .filter(id::equals)
                        .isPresent())
            .findFirst();
    if (transaction.isEmpty()) {
      ask(
          owner,
          wanted.title() + " is approved, 2 of 2: the transaction",
          peer.endorse(proposal.toSign(), decoded(signature)));
      return;
    }
    Asked asked = transaction.get().asked();
    all.add(asked);
    transaction
        .get()
        .signature()
        .ifPresent(
            signed -> {
              peer.submit(wanted.channel(), id, asked.toSign(), decoded(signed));
              reach.administrators().used();
            });
  }

  private void ask(String owner, String what, Signable bytes) {
    fresh = true;
    all.add(
        Asked.of(
            owner,
            identity(owner).certificate(),
            what,
            bytes.head().toByteArray(),
            bytes.body().toByteArray()));
  }

  private List<Answered> standing(String owner) {
    return reach.administrators().asked().stream()
        .filter(answered -> answered.asked().organisation().equals(owner))
        .toList();
  }

  /** The administrator, who signs nothing here. */
  private SigningIdentity identity(String owner) {
    return new SigningIdentity(
        owner,
        reach
            .identities()
            .certificate(
                FabricIdentities.enrolmentAuthority(owner), FabricIdentities.administrator(owner))
            .pem(),
        message -> {
          throw new IllegalStateException("the key of " + owner + " is elsewhere");
        });
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }
}

package io.ridgeway.framework.fabric.admin;

import io.ridgeway.framework.LedgerException;
import io.ridgeway.framework.fabric.chaincode.ChaincodeDefinition;
import io.ridgeway.framework.fabric.chaincode.ChaincodePackage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.hyperledger.fabric.protos.peer.lifecycle.QueryChaincodeDefinitionResult;

/**
 * Brings a chaincode to a channel: installed at every peer, approved by every organisation,
 * committed; and to organisations that come to one where it runs. It looks before it does, so it
 * may be run again from any point, also after a crash.
 *
 * @param definition what is to run
 * @param parties whose peers run it; as many as the channel's policy asks
 */
public record Rollout(String channel, ChaincodeDefinition definition, List<Party> parties) {
  /**
   * An organisation that runs it.
   *
   * @param chaincode where its peers reach the service
   * @param peers all that shall run it, at least one
   * @param approver who approves in its name; empty for who administers the peers
   */
  public record Party(
      String mspId,
      ChaincodePackage chaincode,
      List<Lifecycle> peers,
      Optional<Approver> approver) {
    /** One whose peers' administrator approves. */
    public Party(String mspId, ChaincodePackage chaincode, List<Lifecycle> peers) {
      this(mspId, chaincode, peers, Optional.empty());
    }

    public Party {
      peers = List.copyOf(peers);
      if (peers.isEmpty()) {
        throw new IllegalArgumentException(mspId + " has no peer that runs the chaincode");
      }
    }

    private Lifecycle first() {
      return peers.get(0);
    }
  }

  /** Approves in the name of an organisation whose administrator keeps its key. */
  public interface Approver {
    /**
     * Goes on with it: asks for what is to be signed, or sends what was signed.
     *
     * @param peer of the organisation
     * @param committed whether the channel runs it already, without that organisation
     * @return whether it is to be waited for
     */
    boolean approve(
        Lifecycle peer,
        String channel,
        ChaincodeDefinition definition,
        String packageId,
        boolean committed);
  }

  public Rollout {
    parties = List.copyOf(parties);
    if (parties.isEmpty()) {
      throw new IllegalArgumentException("a chaincode is run by at least one organisation");
    }
  }

  /**
   * Does what isn't done yet.
   *
   * @param goOn asked before each thing; once it says no, the rest is left for another run
   * @param told is told what was done, for people, thing by thing
   * @return whether all is done
   * @throws LedgerException if a peer doesn't answer or refuses; what was done is done
   */
  public boolean run(BooleanSupplier goOn, Consumer<String> told) {
    if (!install(goOn, told)) {
      return false;
    }
    Optional<QueryChaincodeDefinitionResult> there = committed();
    // Whoever comes later approves what runs: until then its peers don't know what to run for it.
    Map<String, Boolean> approvals =
        there
            .map(QueryChaincodeDefinitionResult::getApprovalsMap)
            .orElseGet(() -> parties.get(0).first().approvals(channel, definition));
    boolean awaited = false;
    for (Party party : parties) {
      if (!approvals.getOrDefault(party.mspId(), false)) {
        if (!goOn.getAsBoolean()) {
          return false;
        }
        if (party.approver().isPresent()) {
          awaited |=
              party
                  .approver()
                  .get()
                  .approve(
                      party.first(),
                      channel,
                      definition,
                      party.chaincode().id(),
                      there.isPresent());
          continue;
        }
        party.first().approve(channel, definition, party.chaincode().id());
        told.accept(party.mspId() + " approved " + title());
      }
    }
    if (awaited) {
      return false;
    }
    if (there.isPresent()) {
      return true;
    }
    if (!goOn.getAsBoolean()) {
      return false;
    }
    List<String> endorsers = parties.stream().map(Party::mspId).toList();
    parties.get(0).first().commit(channel, definition, endorsers);
    told.accept("channel " + channel + " runs " + title());
    return true;
  }

  private boolean install(BooleanSupplier goOn, Consumer<String> told) {
    for (Party party : parties) {
      for (int i = 0; i < party.peers().size(); i++) {
        Lifecycle peer = party.peers().get(i);
        if (!peer.installed().contains(party.chaincode().id())) {
          if (!goOn.getAsBoolean()) {
            return false;
          }
          peer.install(party.chaincode());
          told.accept("peer " + (i + 1) + " of " + party.mspId() + " has " + title());
        }
      }
    }
    return true;
  }

  /**
   * What the channel has of it, if it runs it already.
   *
   * @throws LedgerException.Refused if its sequence isn't the next one
   */
  private Optional<QueryChaincodeDefinitionResult> committed() {
    Optional<QueryChaincodeDefinitionResult> there =
        parties.get(0).first().committed(channel, definition.name());
    long sequence = there.map(QueryChaincodeDefinitionResult::getSequence).orElse(0L);
    if (sequence == definition.sequence()
        && there.filter(t -> t.getVersion().equals(definition.version())).isPresent()) {
      requireCollections(there.get());
      return there;
    }
    if (definition.sequence() != sequence + 1) {
      throw new LedgerException.Refused(
          0,
          definition.name()
              + " is at sequence "
              + sequence
              + " in channel "
              + channel
              + ", so the next definition has "
              + (sequence + 1)
              + ", not "
              + definition.sequence(),
          Optional.empty());
    }
    return Optional.empty();
  }

  /** What has the same number and isn't the same was agreed on by somebody else. */
  private void requireCollections(QueryChaincodeDefinitionResult there) {
    if (!there
        .getCollections()
        .getConfigList()
        .equals(definition.collections().message().getConfigList())) {
      throw new LedgerException.Refused(
          0,
          title()
              + " is committed in channel "
              + channel
              + " with other collections of private data; bring the next version, with those that"
              + " are wanted",
          Optional.empty());
    }
  }

  private String title() {
    return definition.name() + " " + definition.version();
  }
}

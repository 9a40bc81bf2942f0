package io.ridgeway.framework.fabric;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.ridgeway.framework.Administrators;
import io.ridgeway.framework.Answered;
import io.ridgeway.framework.Asked;
import io.ridgeway.framework.fabric.channel.SignableUpdate;
import io.ridgeway.framework.fabric.channel.SignableUpdate.Approval;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hyperledger.fabric.protos.common.ConfigSignature;
import org.hyperledger.fabric.protos.common.ConfigUpdate;

/**
 * Collects the signatures that a change of a channel's configuration needs: of administrators in
 * custody at once; those who keep their keys are asked, and all of them sign the same bytes. What
 * was asked of another configuration is asked anew.
 */
record Consent(Reach reach, String what, String reason) {

  /** What there is of it. */
  sealed interface Result {}

  /** An update with all the signatures that it needs. */
  record Given(SignableUpdate update, List<ConfigSignature> signatures) implements Result {}

  /** Some are still to sign. */
  record Awaited(List<String> organisations) implements Result {}

  /**
   * Whether what only an ordered change is to bring about can be asked of them now: all are in
   * custody, or such a change is under way. What one of them refused would be in the way of all
   * that comes after it otherwise, such as renewed certificates.
   */
  static boolean isToBeHad(Administrators administrators, List<String> decide) {
    return administrators.isChanging()
        || decide.stream()
            .noneMatch(o -> FabricIdentities.isElsewhere(o, administrators.identities()));
  }

  /**
   * Has the change signed.
   *
   * @param decide the organisations whose administrators suffice together
   */
  Result to(ConfigUpdate change, List<String> decide) {
    List<String> elsewhere =
        decide.stream()
            .filter(owner -> FabricIdentities.isElsewhere(owner, reach.identities()))
            .toList();
    List<Answered> answers = List.of();
    SignableUpdate update = SignableUpdate.of(change);
    if (!elsewhere.isEmpty()) {
      answers = asked(update, elsewhere);
      update =
          new SignableUpdate(
              update.channel(), ByteString.copyFrom(answers.get(0).asked().bodyBytes()));
      List<String> awaited =
          answers.stream()
              .filter(answer -> answer.signature().isEmpty())
              .map(answer -> answer.asked().organisation())
              .toList();
      if (!awaited.isEmpty()) {
        return new Awaited(awaited);
      }
    }
    List<ConfigSignature> signatures = new ArrayList<>();
    for (Answered answer : answers) {
      byte[] der = Base64.getDecoder().decode(answer.signature().orElseThrow());
      signatures.add(
          new Approval(ByteString.copyFrom(answer.asked().headBytes()), update.update())
              .signed(ByteString.copyFrom(der)));
    }
    for (String owner : decide) {
      if (!elsewhere.contains(owner)) {
        signatures.add(update.approve(reach.administrator(owner, reason), reach.nonces().get()));
      }
    }
    return new Given(update, signatures);
  }

  /** What each of them was asked for this change, and answered; asks them if they weren't. */
  private List<Answered> asked(SignableUpdate update, List<String> elsewhere) {
    List<Answered> standing =
        reach.administrators().asked().stream()
            .filter(answer -> elsewhere.contains(answer.asked().organisation()))
            .filter(answer -> isSame(answer.asked(), update))
            .toList();
    Set<String> known =
        standing.stream().map(answer -> answer.asked().organisation()).collect(Collectors.toSet());
    if (known.containsAll(elsewhere)) {
      return standing;
    }
    List<Asked> all = elsewhere.stream().map(owner -> ask(owner, update)).toList();
    reach.administrators().ask(all);
    return all.stream().map(asked -> new Answered(asked, Optional.empty())).toList();
  }

  /** By what it says: one message can be written in several ways. */
  private static boolean isSame(Asked asked, SignableUpdate update) {
    try {
      return ConfigUpdate.parseFrom(asked.bodyBytes())
          .equals(ConfigUpdate.parseFrom(update.update()));
    } catch (InvalidProtocolBufferException e) {
      return false;
    }
  }

  private Asked ask(String owner, SignableUpdate update) {
    String certificate =
        reach
            .identities()
            .certificate(
                FabricIdentities.enrolmentAuthority(owner), FabricIdentities.administrator(owner))
            .pem();
    Approval approval = update.approval(owner, certificate, reach.nonces().get());
    return Asked.of(
        owner,
        certificate,
        "channel " + update.channel() + ": " + what,
        approval.header().toByteArray(),
        approval.update().toByteArray());
  }
}

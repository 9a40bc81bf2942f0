package io.ridgeway.framework.fabric.channel;

import io.ridgeway.model.place.HostPort;
import java.util.List;

/**
 * An organisation that takes part in a channel's transactions, or watches them.
 *
 * @param name its name in the channel's configuration
 * @param msp how its identities are told
 * @param anchors its peers that other organisations' peers find it by
 * @param kind whether it takes part
 */
public record Member(String name, Msp msp, List<HostPort> anchors, Kind kind) {
  public Member {
    Names.organisation(name);
    anchors = List.copyOf(anchors);
  }

  /** What an organisation may do in a channel. */
  public enum Kind {
    /** Endorses, submits, and has a voice in changes. */
    FULL,
    /**
     * Has no peers: its clients submit and query through the others', and it endorses nothing. It
     * has a voice in who belongs to the channel: without it the others change nothing of that.
     */
    CLIENT,
    /**
     * Reads only: its peers hold the ledger, its clients query them. It counts in no majority, so
     * its absence stops nobody.
     */
    OBSERVER
  }
}

package io.ridgeway.framework.ethereum;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * The genesis block's extra data, which names the first validators: the RLP list of 32 bytes of
 * vanity, the addresses, no vote, round 0 and no seals (QBFT, as Besu and GoQuorum share it).
 */
final class ExtraData {
  private ExtraData() {}

  /** {@code 0x…}; the addresses in the order given. */
  static String of(List<AccountAddress> validators) {
    List<RlpType> addresses = new ArrayList<>();
    validators.forEach(a -> addresses.add(RlpString.create(a.bytes())));
    RlpList extra =
        new RlpList(
            RlpString.create(new byte[32]),
            new RlpList(addresses),
            new RlpList(),
            RlpString.create(new byte[0]),
            new RlpList());
    return "0x" + HexFormat.of().formatHex(RlpEncoder.encode(extra));
  }
}

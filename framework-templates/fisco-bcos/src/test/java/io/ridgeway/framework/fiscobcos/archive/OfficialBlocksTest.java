package io.ridgeway.framework.fiscobcos.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.fiscobcos.Cryptography;
import io.ridgeway.framework.fiscobcos.archive.ArchivedHeader.Signed;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Digests and signatures of a Guomi chain of 3.3.0, as the official documentation of its JSON-RPC
 * shows them.
 */
class OfficialBlocksTest {
  private static final int VERSION = 50528256;
  private static final List<String> SEALERS =
      List.of(
          "0055dcaf073a332aa1ad90ff53ef028680d24f9bf2fcbc07ec4bbd4879413f75"
              + "118a570bcf8001c4526fdb8c1319e51ae63444431ec8ab839465c05e178e7c49",
          "2a7aecf4acf010b0c13697e84ffd4f18544835662845621f936166d88cf073f1"
              + "6b1daa6883de457e6129377d21412b4c77099e8a50e8ea521752adcddeb8b331",
          "535439908979b89171283dca78520763e0a32c64631d7f34ee1d3f74c408a31a"
              + "aa8565c50924ba6817cd33c13fe9dc928e36b8a1df022fc825d3687c2b273258",
          "dd99ab883677a8aef2c2a3847b9671e501bd6930792700398627eb0a1ba04fe8"
              + "1015745b6287be5f36786c0cc8ff12e9dd3215dc5a4210b012d77330a739a2c3");
  private static final String TRANSACTION =
      "0xdce357d4a81bfe2c9b9cc83fde7576a8ae8dede910b70cdf9abed71a32ed10bf";
  private static final String RECEIPT =
      "0xf18d1984c7745a826e4b8d608b823534f1e44b273f75972e16cf2ac3ff313e14";

  private static final String GENESIS =
      """
      [chain]
      sm_crypto:1
      chainID: chain0
      grouID: group0
      [consensys]
      consensus_type: pbft
      block_tx_count_limit:1000
      leader_period:1
      [version]
      compatibility_version:3.3.0
      [tx]
      gaslimit:3000000000
      [executor]
      iswasm: 0
      isAuthCheck:1
      authAdminAccount:0xb1aebda112b20a106ee97fc4540478a1fcab49cc
      isSerialExecute:1
      node.0:%s,1
      node.1:%s,1
      node.2:%s,1
      node.3:%s,1
      """
          .formatted(SEALERS.toArray());

  private static ArchivedHeader second(List<Signed> signatures) {
    return new ArchivedHeader(
        VERSION,
        2,
        "0x1498f2ff420fb9c240c7081b99bd76819c7348fb1a899095476afa29146c8874",
        MerkleRoot.of(Cryptography.GUOMI, List.of(TRANSACTION)),
        MerkleRoot.of(Cryptography.GUOMI, List.of(RECEIPT)),
        "0xc81a18b17f22851cd19f48d2fcf875bebea711d7b5823b99a983c2ecbfc48f1a",
        "24363",
        1680598474810L,
        1,
        SEALERS,
        List.of(1L, 1L, 1L, 1L),
        "0x",
        signatures);
  }

  @Test
  void theGenesisBlocksDigestIsMadeAgain() {
    ArchivedHeader genesis =
        new ArchivedHeader(
            VERSION,
            0,
            ArchivedHeader.NONE,
            ArchivedHeader.NONE,
            ArchivedHeader.NONE,
            ArchivedHeader.NONE,
            "0",
            0,
            0,
            List.of(),
            List.of(),
            "0x" + HexFormat.of().formatHex(GENESIS.getBytes(StandardCharsets.UTF_8)),
            List.of());
    assertThat(genesis.digest(Cryptography.GUOMI))
        .isEqualTo("0x47c6d9493171f62bf7201faa2e4766bbf058d95c0d76d605f965ff4b212e01f5");
    Genesis read = Genesis.of(genesis.extraData());
    assertThat(read.chain()).isEqualTo(new ChainName(Cryptography.GUOMI, "chain0", "group0"));
    assertThat(read.sealers()).isEqualTo(SEALERS);
    assertThat(read.weights()).containsOnly(1L).hasSize(4);
  }

  @Test
  void aBlocksDigestIsMadeAgain() {
    assertThat(second(List.of()).digest(Cryptography.GUOMI))
        .isEqualTo("0x2fbafbf71395bb07d1d6e142a06fa3cd9436aee3e91b5b9e6ffc5c47133c3738");
  }

  @Test
  void itsThreeSignaturesAreItsSealersAndNobodyElses() {
    String digest = second(List.of()).digest(Cryptography.GUOMI);
    List<String> signatures =
        List.of(
            "0xbc1c559adb2723b31b6f75d4f7bd06b204563d238ebc53774b0a621d58648257"
                + "3ae320a6dcca9bd03a2a6af0d8c368cdd660c56b27c8af0c154947f3e6252074",
            "0x3490744fc8370eb65649b8bb89a0a53623838e37e37bbb66e3f26f67e81dabe8"
                + "b34a7e10d85520c475bf92cc89da705aa3d76a0b8316784733301e7af57004a6",
            "0x9b7f9b3d18b619ea66f2a028f9980c09b3a83c0a6595da0fed4441a175a16515"
                + "4973a5b21eabf817311d0305b6b194818fab7308335760d10b584c954cf052eb");
    for (int sealer = 0; sealer < SEALERS.size(); sealer++) {
      for (int signed = 0; signed < signatures.size(); signed++) {
        assertThat(
                Signatures.isBy(
                    Cryptography.GUOMI, SEALERS.get(sealer), digest, signatures.get(signed)))
            .as(signed + " by " + sealer)
            .isEqualTo(signed == sealer);
      }
    }
  }

  @Test
  void aReceiptsDigestIsMadeAgain() {
    ArchivedReceipt receipt =
        new ArchivedReceipt(
            0, "24363", "82a3c3289a9f234a38aceed3016d1ff0e0f922b3", 0, "0x", "", List.of(), 2);
    assertThat(receipt.digest(Cryptography.GUOMI)).isEqualTo(RECEIPT);
  }
}

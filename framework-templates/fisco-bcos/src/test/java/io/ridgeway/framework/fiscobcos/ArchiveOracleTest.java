package io.ridgeway.framework.fiscobcos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ridgeway.framework.fiscobcos.archive.ArchivedReceipt;
import io.ridgeway.framework.fiscobcos.archive.ArchivedReceipt.Log;
import io.ridgeway.framework.fiscobcos.archive.ArchivedTransaction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.fisco.bcos.sdk.jni.utilities.receipt.ReceiptBuilderJniObj;
import org.fisco.bcos.sdk.jni.utilities.tx.TransactionBuilderV1JniObj;
import org.fisco.bcos.sdk.jni.utilities.tx.TransactionVersion;
import org.fisco.bcos.sdk.v3.model.CryptoType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What archives are made of, against the digests of the official SDK's native code. */
class ArchiveOracleTest {
  private static int type(Cryptography cryptography) {
    return cryptography == Cryptography.GUOMI ? CryptoType.SM_TYPE : CryptoType.ECDSA_TYPE;
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.substring(2));
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void transactionsOfBothFormatsThatItHasAreDigestedAsTheSdkDoes(Cryptography cryptography)
      throws Exception {
    ForgedChain chain = new ForgedChain(cryptography, 4);
    for (int i = 0; i < 12; i++) {
      ArchivedTransaction t = chain.transaction();
      if (t.version() < 2) {
        assertThat(t.digest(cryptography))
            .as(t.toString())
            .isEqualTo(
                TransactionBuilderV1JniObj.calcTransactionDataHashWithFullFields(
                    type(cryptography),
                    TransactionVersion.fromInt(t.version()),
                    t.group(),
                    t.chain(),
                    t.to(),
                    new String(bytes(t.nonce()), StandardCharsets.US_ASCII),
                    bytes(t.input()),
                    t.abi(),
                    t.blockLimit(),
                    t.value(),
                    t.gasPrice(),
                    t.gasLimit(),
                    t.maxFeePerGas(),
                    t.maxPriorityFeePerGas()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Cryptography.class)
  void receiptsWithLogsAreDigestedAsTheSdkDoes(Cryptography cryptography) throws Exception {
    String address = "1234567890123456789012345678901234567890";
    ArchivedReceipt receipt =
        new ArchivedReceipt(
            1,
            "24363",
            address,
            16,
            "0x0102",
            "7",
            List.of(
                new Log(address, List.of("0x" + "ee".repeat(32)), "0xff"),
                new Log(address, List.of(), "0x01")),
            77);
    long data =
        ReceiptBuilderJniObj.createReceiptDataWithJson(
            """
            {"version":1,"gasUsed":"24363","contractAddress":"%s","status":16,"output":"0x0102",
             "effectiveGasPrice":"7","blockNumber":77,"logEntries":[
               {"address":"%s","topics":["0x%s"],"data":"0xff"},
               {"address":"%s","topics":[],"data":"0x01"}]}
            """
                .formatted(address, address, "ee".repeat(32), address));
    try {
      assertThat(receipt.digest(cryptography))
          .isEqualTo(ReceiptBuilderJniObj.calcReceiptDataHash(type(cryptography), data));
    } finally {
      ReceiptBuilderJniObj.destroyReceiptData(data);
    }
  }
}

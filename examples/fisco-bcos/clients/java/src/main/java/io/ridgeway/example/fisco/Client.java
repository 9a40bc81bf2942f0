package io.ridgeway.example.fisco;

import java.math.BigInteger;
import java.util.List;
import org.fisco.bcos.sdk.v3.BcosSDK;
import org.fisco.bcos.sdk.v3.transaction.manager.AssembleTransactionProcessor;
import org.fisco.bcos.sdk.v3.transaction.manager.TransactionProcessorFactory;
import org.fisco.bcos.sdk.v3.transaction.model.dto.CallResponse;
import org.fisco.bcos.sdk.v3.transaction.model.dto.TransactionResponse;

/**
 * An application that keeps its keys and speaks to a chain's nodes itself, by the official SDK:
 * {@code Client config.toml}, or {@code Client config.toml CONTRACT HASH} to notarise 32 bytes in
 * hex with the contract of {@code examples/ethereum/notary}.
 */
public final class Client {
  private static final String ABI =
      "[{\"type\":\"function\",\"name\":\"notarise\",\"stateMutability\":\"nonpayable\",\"inputs\":"
          + "[{\"name\":\"hash\",\"type\":\"bytes32\"},{\"name\":\"note\",\"type\":\"string\"}],"
          + "\"outputs\":[]},{\"type\":\"function\",\"name\":\"when\",\"stateMutability\":\"view\","
          + "\"inputs\":[{\"name\":\"hash\",\"type\":\"bytes32\"}],\"outputs\":[{\"name\":\"by\","
          + "\"type\":\"address\"},{\"name\":\"at\",\"type\":\"uint256\"},{\"name\":\"note\","
          + "\"type\":\"string\"}]}]";

  private Client() {}

  /** Says how high the chain is; with a contract and a hash, notarises and reads it. */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 1 && arguments.length != 3) {
      System.err.println("Client config.toml [CONTRACT HASH]");
      System.exit(2);
    }
    BcosSDK sdk = BcosSDK.build(arguments[0]);
    try {
      org.fisco.bcos.sdk.v3.client.Client chain = sdk.getClient();
      BigInteger height = chain.getBlockNumber().getBlockNumber();
      System.out.println(chain.getGroup() + " is at block " + height);
      if (arguments.length == 3) {
        notarise(chain, arguments[1], arguments[2]);
      }
    } finally {
      sdk.stopAll();
    }
  }

  private static void notarise(
      org.fisco.bcos.sdk.v3.client.Client chain, String contract, String hash) throws Exception {
    // A new account each time; [account] of config.toml names one that stays.
    AssembleTransactionProcessor processor =
        TransactionProcessorFactory.createAssembleTransactionProcessor(
            chain, chain.getCryptoSuite().getCryptoKeyPair());
    byte[] bytes = new BigInteger(hash, 16).toByteArray();
    byte[] word = new byte[32];
    int length = Math.min(bytes.length, word.length);
    System.arraycopy(bytes, bytes.length - length, word, word.length - length, length);
    TransactionResponse done =
        processor.sendTransactionAndGetResponse(
            contract, ABI, "notarise", List.of(word, "by the SDK"));
    System.out.println(
        done.getTransactionReceipt().getTransactionHash() + ": " + done.getReturnMessage());
    CallResponse seen =
        processor.sendCall(
            chain.getCryptoSuite().getCryptoKeyPair().getAddress(),
            contract,
            ABI,
            "when",
            List.of((Object) word));
    System.out.println(seen.getValues());
  }
}

package io.ridgeway.keys.travel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.model.key.Curve;
import io.ridgeway.model.key.KeyTravel.KeyFile;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** JSON keystores that others have published. */
class KeystoreVectorsTest {
  private static final String HEX =
      "7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

  /** The second example of the format's description: scrypt with r = 1, beyond RFC 7914. */
  @Test
  void opensTheDescriptionsScryptKeystore() {
    String keystore =
        scrypt(
            "83dbcc02d8ccb40e466191a123791e0e",
            "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
            "\"n\":262144,\"r\":1,\"p\":8",
            "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19",
            "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097");

    assertThat(read(keystore, "testpassword")).asHexString().isEqualToIgnoringCase(HEX);
    assertThatThrownBy(() -> read(keystore, "testPassword"))
        .hasMessageContaining("it doesn't open with that password");
  }

  /** As go-ethereum's own tests have them: written without the zeros at the front. */
  @Test
  void opensKeystoresOfShorterKeys() {
    assertThat(
            read(
                scrypt(
                    "e0c41130a323adc1446fc82f724bca2f",
                    "9517cd5bdbe69076f9bf5057248c6c050141e970efa36ce53692d5d59a3984",
                    "\"n\":2,\"r\":8,\"p\":1",
                    "711f816911c92d649fb4c84b047915679933555030b3552c1212609b38208c63",
                    "d5e116151c6aa71470e67a7d42c9620c75c4d23229847dcc127794f0732b0db5"),
                "foo"))
        .asHexString()
        .isEqualToIgnoringCase("00fa7b3db73dc7dfdf8c5fbdb796d741e4488628c41fc4febd9160a866ba0f35");
    assertThat(
            read(
                scrypt(
                    "3ca92af36ad7c2cd92454c59cea5ef00",
                    "108b7d34f3442fc26ab1ab90ca91476ba6bfa8c00975a49ef9051dc675aa",
                    "\"n\":2,\"r\":8,\"p\":1",
                    "d0769e608fb86cda848065642a9c6fa046845c928175662b8e356c77f914cd3b",
                    "75d0e6759f7b3cefa319c3be41680ab6beea7d8328653474bd06706d4cc67420"),
                "foo"))
        .asHexString()
        .isEqualToIgnoringCase("000081c29e8142bb6a81bef5a92bda7a8328a5c85bb2f9542e76f9b0f94fc018");
  }

  private static String scrypt(
      String iv, String ciphertext, String parameters, String salt, String mac) {
    return """
    {"crypto":{"cipher":"aes-128-ctr","cipherparams":{"iv":"%s"},"ciphertext":"%s",
    "kdf":"scrypt","kdfparams":{"dklen":32,%s,"salt":"%s"},"mac":"%s"},"version":3}
    """
        .formatted(iv, ciphertext, parameters, salt, mac);
  }

  @Test
  void refusesALongerKey() {
    String keystore =
        scrypt("00".repeat(16), "00".repeat(33), "\"n\":2,\"r\":8,\"p\":1", "00", "00".repeat(32));

    assertThatThrownBy(() -> read(keystore, "foo"))
        .hasMessageContaining("ciphertext must be of 32 bytes at most");
  }

  private static byte[] read(String keystore, String password) {
    return KeyFiles.read(
        Curve.SECP256K1,
        new KeyFile(keystore.getBytes(StandardCharsets.UTF_8), password.toCharArray()));
  }
}

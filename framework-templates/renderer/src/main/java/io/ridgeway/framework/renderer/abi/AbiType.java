package io.ridgeway.framework.renderer.abi;

import java.util.List;
import java.util.stream.Collectors;

/** A type of a value that is given to a contract or comes from it. */
sealed interface AbiType {
  /** Its name as it goes into a function's selector. */
  String canonical();

  /** Whether its values have their own length, so that they stand behind the others. */
  boolean dynamic();

  /** How many bytes it has among the others: its value, or the way to it. */
  default int head() {
    return 32;
  }

  /** Whether a value is one word of 32 bytes. */
  default boolean isWord() {
    return !dynamic() && !(this instanceof Row) && !(this instanceof Tuple);
  }

  /** {@code uint8} to {@code uint256} and {@code int8} to {@code int256}. */
  record Int(boolean signed, int bits) implements AbiType {
    @Override
    public String canonical() {
      return (signed ? "int" : "uint") + bits;
    }

    @Override
    public boolean dynamic() {
      return false;
    }
  }

  /** {@code address}. */
  record Address() implements AbiType {
    @Override
    public String canonical() {
      return "address";
    }

    @Override
    public boolean dynamic() {
      return false;
    }
  }

  /** {@code bool}. */
  record Bool() implements AbiType {
    @Override
    public String canonical() {
      return "bool";
    }

    @Override
    public boolean dynamic() {
      return false;
    }
  }

  /** {@code bytes1} to {@code bytes32}. */
  record Fixed(int length) implements AbiType {
    @Override
    public String canonical() {
      return "bytes" + length;
    }

    @Override
    public boolean dynamic() {
      return false;
    }
  }

  /** {@code bytes}, or {@code string}. */
  record Bytes(boolean text) implements AbiType {
    @Override
    public String canonical() {
      return text ? "string" : "bytes";
    }

    @Override
    public boolean dynamic() {
      return true;
    }
  }

  /** {@code T[]}. */
  record Array(AbiType of) implements AbiType {
    @Override
    public String canonical() {
      return of.canonical() + "[]";
    }

    @Override
    public boolean dynamic() {
      return true;
    }
  }

  /** {@code T[k]}: a tuple of one type. */
  record Row(AbiType of, int length) implements AbiType {
    @Override
    public String canonical() {
      return of.canonical() + "[" + length + "]";
    }

    @Override
    public boolean dynamic() {
      return of.dynamic();
    }

    @Override
    public int head() {
      return dynamic() ? 32 : Math.multiplyExact(length, of.head());
    }
  }

  /** {@code (T,U)}. */
  record Tuple(List<AbiType> of) implements AbiType {
    public Tuple {
      of = List.copyOf(of);
    }

    @Override
    public String canonical() {
      return of.stream().map(AbiType::canonical).collect(Collectors.joining(",", "(", ")"));
    }

    @Override
    public boolean dynamic() {
      return of.stream().anyMatch(AbiType::dynamic);
    }

    @Override
    public int head() {
      return dynamic() ? 32 : heads();
    }

    /** The bytes of all its parts' heads. */
    int heads() {
      return of.stream().mapToInt(AbiType::head).reduce(0, Math::addExact);
    }
  }
}

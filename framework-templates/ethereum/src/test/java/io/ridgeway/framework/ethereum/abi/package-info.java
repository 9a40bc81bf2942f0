@NullMarked
package io.ridgeway.framework.ethereum.abi;

import org.jspecify.annotations.NullMarked;

/**
 * What {@code benchmarks/} runs of the whole application. No test is here; start at the script that
 * names a class.
 */
@NullMarked
package io.ridgeway.app.bench;

import org.jspecify.annotations.NullMarked;

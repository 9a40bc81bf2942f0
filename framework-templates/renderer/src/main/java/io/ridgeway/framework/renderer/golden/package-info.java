/**
 * The test kit for packs: whole renderings kept as files and compared. For tests only. Start at
 * {@link io.ridgeway.framework.renderer.golden.GoldenCases}.
 */
@NullMarked
package io.ridgeway.framework.renderer.golden;

import org.jspecify.annotations.NullMarked;

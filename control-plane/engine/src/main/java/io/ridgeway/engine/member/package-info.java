/**
 * Who belongs to a tenant, and how people come and go. Start at {@link
 * io.ridgeway.engine.member.InvitationDesk} and {@link io.ridgeway.engine.member.MemberDesk}; what
 * they could still hold afterwards is {@link io.ridgeway.engine.member.HoldingDesk}'s to tell.
 */
@NullMarked
package io.ridgeway.engine.member;

import org.jspecify.annotations.NullMarked;

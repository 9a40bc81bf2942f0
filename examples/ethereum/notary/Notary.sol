// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// @title Notary: who first vouched for a document, and when
/// @notice The ledger holds the SHA-256 hash of a document, never the document.
contract Notary {
    struct Record {
        address by;
        uint64 at;
        string note;
    }

    mapping(bytes32 => Record) private records;

    /// @notice A document was notarised: its hash, by whom, and the time of the block in seconds since 1970.
    event Notarised(bytes32 indexed hash, address indexed by, uint256 at);

    /// @notice The hash was notarised before: by whom and when.
    error AlreadyNotarised(bytes32 hash, address by, uint256 at);

    /// @notice The note is longer than its limit, in bytes.
    error NoteTooLong(uint256 length, uint256 limit);

    uint256 public constant NOTE_LIMIT = 256;

    /// @notice Notarises a hash. The first one counts; a second is refused.
    /// @param note for people to read, and public like all on a ledger; may be empty
    function notarise(bytes32 hash, string calldata note) external {
        Record storage record = records[hash];
        if (record.by != address(0)) {
            revert AlreadyNotarised(hash, record.by, record.at);
        }
        if (bytes(note).length > NOTE_LIMIT) {
            revert NoteTooLong(bytes(note).length, NOTE_LIMIT);
        }
        record.by = msg.sender;
        record.at = uint64(block.timestamp);
        record.note = note;
        emit Notarised(hash, msg.sender, block.timestamp);
    }

    /// @return by the first notariser, or the zero address
    /// @return at the time of its block in seconds since 1970, or zero
    /// @return note its note
    function when(bytes32 hash) external view returns (address by, uint256 at, string memory note) {
        Record storage record = records[hash];
        return (record.by, record.at, record.note);
    }
}

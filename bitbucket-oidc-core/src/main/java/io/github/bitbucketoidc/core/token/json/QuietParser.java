package io.github.bitbucketoidc.core.token.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import io.github.bitbucketoidc.core.text.Bytes;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's parser of UTF-8, reading as it always does, with three differences around that. What it refuses it refuses by {@link
 * JsonRefusal#NOT_JSON}: no stack trace, no location and no message, which together cost several times the parsing and would hold
 * a piece of a stranger's document. It says where in the document a text stands that it has passed by. And it keeps the names of its
 * document to itself.
 */
public final class QuietParser extends UTF8StreamJsonParser {

    private static final long ONES = 0x0101010101010101L;
    private static final long QUOTES = ONES * '"';

    private final boolean plain;

    /** For a whole document in memory. */
    public QuietParser(IOContext context, int features, ByteQuadsCanonicalizer names, byte[] document, boolean plain) {
        super(context, features, null, null, names, document, 0, document.length, 0, false);
        this.plain = plain;
    }

    /**
     * Gives the buffers back, and nothing else: Jackson's own would also merge the names of this document, which a stranger chose, into
     * the table that all parsers share (attack row D1). The document's own array was never a buffer of the pool.
     */
    @Override
    protected void _releaseBuffers() {
        _textBuffer.releaseBuffers();
        char[] nameBuffer = _nameCopyBuffer;
        if (nameBuffer != null) {
            _nameCopyBuffer = null;
            _ioContext.releaseNameCopyBuffer(nameBuffer);
        }
    }

    /** The name on which the parser stands, or null if it stands on something else. */
    @Nullable
    public String nameHere() {
        return _currToken == JsonToken.FIELD_NAME ? _parsingContext.getCurrentName() : null;
    }

    /** Where the text begins on which the parser stands, if nothing of it has been asked for yet. */
    public int startOfText() {
        return _inputPtr;
    }

    /** Passes by the text on which the parser stands, and says where it ends: where its closing quote is. */
    public int endOfText() throws IOException {
        if (_tokenIncomplete) {
            _skipString();
        }
        return _inputPtr - 1;
    }

    /** The same as Jackson does, eight characters at a time: in a plain document the next quote ends a text. */
    @Override
    protected void _skipString() throws IOException {
        if (!plain) {
            super._skipString();
            return;
        }
        _tokenIncomplete = false;
        int at = _inputPtr;
        for (; at + Long.BYTES <= _inputEnd; at += Long.BYTES) {
            long others = Bytes.littleEndian(_inputBuffer, at) ^ QUOTES;
            long found = (others - ONES) & ~others & ONES << 7;
            if (found != 0) {
                // Exact for the first one.
                _inputPtr = at + Long.numberOfTrailingZeros(found) / Byte.SIZE + 1;
                return;
            }
        }
        for (; at < _inputEnd; at++) {
            if (_inputBuffer[at] == '"') {
                _inputPtr = at + 1;
                return;
            }
        }
        throw JsonRefusal.NOT_JSON;
    }

    // Each way in which Jackson makes an exception.

    @Override
    protected JsonParseException _constructError(String message) {
        return JsonRefusal.NOT_JSON;
    }

    @Override
    protected JsonParseException _constructReadException(String message) {
        return JsonRefusal.NOT_JSON;
    }

    @Override
    protected JsonParseException _constructReadException(String message, Object detail) {
        return JsonRefusal.NOT_JSON;
    }

    @Override
    protected JsonParseException _constructReadException(String message, Object first, Object second) {
        return JsonRefusal.NOT_JSON;
    }

    @Override
    protected JsonParseException _constructReadException(String message, Object first, Object second, Object third) {
        return JsonRefusal.NOT_JSON;
    }

    @Override
    protected JsonParseException _constructReadException(String message, Throwable cause) {
        return JsonRefusal.NOT_JSON;
    }

    @Override
    protected JsonParseException _constructReadException(String message, JsonLocation location) {
        return JsonRefusal.NOT_JSON;
    }

    @Override
    protected void _reportInvalidEOF(String message, JsonToken token) throws JsonParseException {
        throw JsonRefusal.NOT_JSON;
    }

    // The ways to those that first format a message.

    @Override
    protected void _handleEOF() throws JsonParseException {
        if (!_parsingContext.inRoot()) {
            throw JsonRefusal.NOT_JSON;
        }
    }

    @Override
    protected void _reportUnexpectedChar(int character, String message) throws JsonParseException {
        throw JsonRefusal.NOT_JSON;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Jackson declares it
    protected <T> T _reportUnexpectedNumberChar(int character, String message) throws JsonParseException {
        throw JsonRefusal.NOT_JSON;
    }

    @Override
    protected void _reportMismatchedEndMarker(int character, char expected) throws JsonParseException {
        throw JsonRefusal.NOT_JSON;
    }

    @Override
    protected void _reportExtraEndMarker(int character) throws JsonParseException {
        throw JsonRefusal.NOT_JSON;
    }

    @Override
    protected void _throwInvalidSpace(int character) throws JsonParseException {
        throw JsonRefusal.NOT_JSON;
    }

    @Override
    protected void _reportInvalidToken(String text, String expected) throws IOException {
        throw JsonRefusal.NOT_JSON;
    }
}

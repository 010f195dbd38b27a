package io.pocketio.guide.errors;

class BoxOfficeClosedException extends RuntimeException {

    private static final long serialVersionUID = 1L;
}

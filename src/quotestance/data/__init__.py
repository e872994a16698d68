"""Articles in, labelled data in and out: readers, markup, span files, splits, exports."""

"""One model on many machines: documents spread over the workers of a Ray cluster. The home of ray (extra ``ray``)."""

"""The rules that may object to an act of licensing, by stage. `base` registers them; `licensing.TABLE` applies them."""

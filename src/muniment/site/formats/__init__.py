"""How days are written in prose, by language, where Django's own way is not ours."""

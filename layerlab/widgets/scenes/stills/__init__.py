"""The scenes' static pictures, a file a scene: poses, picture, words.

The poses are those of the scene's JavaScript; a test holds them together.
"""
